import { containerSource } from './container-source.js';
import type { DatabaseSource, PostgresSource, SourceUnavailable } from './database-source.js';
import { embeddedSource } from './embedded-source.js';
import { PostgresStartError, PostgresUnavailableError, type TriedSource } from './postgres-errors.js';
import { systemSource } from './system-source.js';
import { urlSource } from './url-source.js';

/** What `startPostgres()` may be told. */
export interface StartPostgresOptions {
  /** The one source to use. Defaults to `FLATQUERY_POSTGRES`, and without it to the first source that can be used. */
  readonly from?: PostgresSource;
}

/** A database that belongs to one caller of `startPostgres()`. */
export interface StartedPostgres extends AsyncDisposable {
  /** A `postgres://` URL with user and password. */
  readonly connectionString: string;
  readonly source: PostgresSource;
  /** The same in words, for a log: `PostgreSQL 15 of the system, in /usr/lib/postgresql/15/bin`. */
  readonly description: string;
  /**
   * Removes the database and ends its server, if it has one of its own. Close your pools before: connections that are
   * still open a second later are cut, and those of a container at once. Further calls do nothing and wait for the first.
   *
   * @throws {PostgresStopError} When something was left behind.
   */
  readonly stop: () => Promise<void>;
}

/** In the order they are tried. */
const sources: readonly DatabaseSource[] = [urlSource, embeddedSource, containerSource, systemSource];

/**
 * Starts an empty PostgreSQL database for tests.
 *
 * It comes from the source that `from` or `FLATQUERY_POSTGRES` names; otherwise from the server of
 * `FLATQUERY_DATABASE_URL`, as a database of its own; otherwise, as a server of its own, from the embedded binaries, a
 * container, or the system's PostgreSQL: the first of them that is there. The application's own `DATABASE_URL` is never
 * read.
 *
 * The database is removed when `stop()` is called and also when this process ends in any other way, SIGKILL included. A
 * running database does not keep the process alive.
 *
 * @throws {PostgresUnavailableError} When no source can be used: the message says what was tried and what to install.
 * @throws {PostgresStartError} When a source is there but fails.
 * @example
 * ```ts
 * const database = await startPostgres();
 * const pool = new Pool({ connectionString: database.connectionString });
 * // …
 * await pool.end();
 * await database.stop();
 * ```
 */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<StartedPostgres> {
  const tried: TriedSource[] = [];
  for (const source of candidates(options.from)) {
    const started = await startFrom(source);
    if ('stop' in started) return started;
    tried.push({ source: source.name, why: started.unavailable, remedy: started.remedy });
  }
  throw new PostgresUnavailableError(tried);
}

async function startFrom(source: DatabaseSource): Promise<StartedPostgres | SourceUnavailable> {
  const found = await source.look();
  if ('unavailable' in found) return found;
  const held = await found.start();
  if ('unavailable' in held) return held;
  const { connectionString, release: stop } = held;
  const { description } = found;
  return { connectionString, source: source.name, description, stop, [Symbol.asyncDispose]: stop };
}

function candidates(from: string | undefined): readonly DatabaseSource[] {
  const named = from ?? process.env['FLATQUERY_POSTGRES'];
  if (named === undefined || named === '') return sources;
  const source = sources.find(({ name }) => name === named);
  if (source !== undefined) return [source];
  const place = from === undefined ? 'FLATQUERY_POSTGRES' : '`from`';
  const known = sources.map(({ name }) => `"${name}"`).join(', ');
  throw new PostgresStartError(`startPostgres() knows no source "${named}", named by ${place}. Use one of ${known}.`);
}
