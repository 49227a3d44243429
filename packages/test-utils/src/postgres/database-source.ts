import type { HeldDatabase } from './holder/hold-database.js';

/**
 * Where a database for tests comes from: a server named by URL, the embedded PostgreSQL binaries of npm, a container, or
 * the PostgreSQL that the system has installed.
 */
export type PostgresSource = 'url' | 'embedded' | 'container' | 'system';

/** Why a source cannot be used here, and what would change that. */
export interface SourceUnavailable {
  /** One sentence. */
  readonly unavailable: string;
  /** A command to run or a setting to make; undefined where nothing can be done on this machine. */
  readonly remedy: string | undefined;
}

/** A source that can be used here, as far as a look tells; not started yet. */
interface SourceReady {
  /** What will be used, for a log: `PostgreSQL 15 of the system, in /usr/lib/postgresql/15/bin`. */
  readonly description: string;
  readonly start: () => Promise<HeldDatabase | SourceUnavailable>;
}

/** One place that databases for tests come from. A new source is one file that exports one of these. */
export interface DatabaseSource {
  readonly name: PostgresSource;
  /**
   * Looks whether the source can be used here; starts nothing that stays.
   *
   * Unavailable means "go on with the next source", from here or from `start` where only that can tell. A source that was
   * set up but does not work throws instead, so that no other database is used behind the user's back.
   */
  readonly look: () => SourceReady | SourceUnavailable | Promise<SourceReady | SourceUnavailable>;
}
