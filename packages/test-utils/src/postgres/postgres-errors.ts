import type { PostgresSource } from './database-source.js';

/** One source that `startPostgres()` could not use. */
export interface TriedSource {
  readonly source: PostgresSource;
  /** One sentence. */
  readonly why: string;
  /** A command to run or a setting to make; undefined where nothing can be done on this machine. */
  readonly remedy: string | undefined;
}

/** No source of databases can be used on this machine; the message says what was tried and what to install. */
export class PostgresUnavailableError extends Error {
  override readonly name = 'PostgresUnavailableError';
  /** In the order they were tried. */
  readonly tried: readonly TriedSource[];

  constructor(tried: readonly TriedSource[]) {
    const remedies = tried.flatMap(({ remedy }) => (remedy === undefined ? [] : [`  - ${remedy}`]));
    super(
      [
        'startPostgres() found no PostgreSQL that it can use.',
        '',
        'Tried:',
        ...tried.map(({ source, why }) => `  - ${source}: ${why}`),
        ...(remedies.length === 0 ? [] : ['', 'Any one of these helps:', ...remedies]),
      ].join('\n'),
    );
    this.tried = tried;
  }
}

/** A source was there but gave no database; the message holds the end of the server's log where there is one. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
}

/** A database could not be removed; the message says what was left behind. */
export class PostgresStopError extends Error {
  override readonly name = 'PostgresStopError';
}
