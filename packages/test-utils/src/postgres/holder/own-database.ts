import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Client } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { shownUrl } from '../shown-url.js';
import { HoldError } from './hold-error.js';
import type { Held, UrlRequest } from './messages.js';
import { patience } from './patience.js';

const lookEveryMs = 20;

/**
 * Creates a database with a name of its own on a running server, PostgreSQL 13 or newer.
 *
 * @throws {HoldError} When the server can't be reached or refuses.
 */
export async function createOwnDatabase({ url, pgModule }: UrlRequest, signal: AbortSignal): Promise<Held> {
  const { Client: PgClient } = createRequire(__filename)(pgModule) as { Client: typeof Client };
  const useClient = async (use: (client: Client) => Promise<unknown>): Promise<void> => {
    const client = new PgClient({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await use(client);
    } finally {
      await client.end();
    }
  };
  const name = `flatquery_${process.pid.toString()}_${randomBytes(6).toString('hex')}`;
  try {
    await useClient((client) => client.query(`CREATE DATABASE ${name}`));
  } catch (error) {
    throw new HoldError(explain(error, url), { cause: error });
  }
  const drop = () =>
    useClient(async (client) => {
      await untilUnused(client, name);
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  if (signal.aborted) await drop();
  const database = new URL(url);
  database.pathname = `/${name}`;
  return { connectionString: database.href, release: drop, lost: new Promise(() => undefined) };
}

/** Lets clients leave by themselves for a moment: those that stay are cut off. */
async function untilUnused(client: Client, database: string): Promise<void> {
  const endsAtMs = performance.now() + patience.forClientsMs;
  const users = 'SELECT FROM pg_stat_activity WHERE datname = $1';
  while ((await client.query(users, [database])).rowCount !== 0 && performance.now() < endsAtMs) {
    await delay(lookEveryMs);
  }
}

function explain(error: unknown, url: string): string {
  const { code, message } = describe(error);
  const server = `the server of FLATQUERY_DATABASE_URL (${shownUrl(url)})`;
  if (code === '42501') {
    return `startPostgres() may not create a database on ${server}: ${message}. Grant it with \`ALTER ROLE "${decodeURIComponent(new URL(url).username)}" CREATEDB\`, or name another user in the URL.`;
  }
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) {
    return `startPostgres() could not create a database on ${server}: ${message}. Correct the URL, or unset FLATQUERY_DATABASE_URL to use the embedded PostgreSQL.`;
  }
  return `startPostgres() could not reach ${server}: ${message}. Start that server, correct the URL, or unset FLATQUERY_DATABASE_URL to use the embedded PostgreSQL.`;
}

/** Node reports a refused connection to a name with several addresses as an AggregateError with an empty message. */
function describe(error: unknown): { code: string | undefined; message: string } {
  const { code, message, errors } = error as { code?: string; message: string; errors?: readonly Error[] };
  return { code, message: message || (errors ?? []).map((each) => each.message).join(', ') || String(code) };
}
