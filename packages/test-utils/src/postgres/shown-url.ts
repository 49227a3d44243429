const secretParameters = ['password', 'sslpassword'];

/** Writes a connection URL for a message or a log: without its password, wherever that stands. */
export function shownUrl(url: string): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  for (const name of secretParameters) if (shown.searchParams.has(name)) shown.searchParams.set(name, '***');
  return shown.href;
}
