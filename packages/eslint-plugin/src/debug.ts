const isOn = (process.env['DEBUG'] ?? '')
  .split(/[\s,]+/)
  .some((name) => name === 'flatquery' || name === 'flatquery:*' || name === '*');

/** Prints a line to standard error where `DEBUG=flatquery` asks for it. */
export function debug(message: () => string): void {
  if (isOn) process.stderr.write(`flatquery ${message()}\n`);
}
