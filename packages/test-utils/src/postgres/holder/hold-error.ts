/** A database could not be created; the message is written for the caller of `startPostgres()`. */
export class HoldError extends Error {
  override readonly name = 'HoldError';
}

/**
 * Says that a server could not be started, why, what it printed last, and what to do instead.
 *
 * @param server - Which one: `the embedded PostgreSQL`.
 */
export function serverFailure(server: string, sentence: string, printed = ''): HoldError {
  return new HoldError(
    [
      `startPostgres() could not start ${server}: ${sentence}.`,
      ...(printed === '' ? [] : ['', ...printed.split('\n').map((line) => `  ${line}`.trimEnd()), '']),
      'To use another server, set FLATQUERY_DATABASE_URL.',
    ].join('\n'),
  );
}
