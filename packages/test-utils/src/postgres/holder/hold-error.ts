/** A database could not be created; the message is written for the caller of `startPostgres()`. */
export class HoldError extends Error {
  override readonly name = 'HoldError';
}

/** Says that the embedded server could not be started, why, what it printed last, and what to do instead. */
export function embeddedFailure(sentence: string, printed = ''): HoldError {
  return new HoldError(
    [
      `startPostgres() could not start the embedded PostgreSQL: ${sentence}.`,
      ...(printed === '' ? [] : ['', ...printed.split('\n').map((line) => `  ${line}`.trimEnd()), '']),
      'To use another server, set FLATQUERY_DATABASE_URL.',
    ].join('\n'),
  );
}
