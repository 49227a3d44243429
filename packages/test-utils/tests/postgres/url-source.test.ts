import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createOwnDatabase } from '../../src/postgres/holder/own-database.js';
import { patience } from '../../src/postgres/holder/patience.js';
import { installProject } from './installed-project.js';
import { queryValue, runScript } from './processes.js';

let server: StartedPostgres;

beforeAll(async () => {
  vi.stubEnv('FLATQUERY_DATABASE_URL', undefined);
  server = await startPostgres({ from: 'embedded' });
  await queryValue(server.connectionString, `CREATE ROLE reader LOGIN PASSWORD 'r'`);
});
afterAll(() => server.stop());

beforeEach(() => {
  vi.stubEnv('FLATQUERY_POSTGRES', undefined);
  vi.stubEnv('FLATQUERY_DATABASE_URL', server.connectionString);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const ownDatabases = () =>
  queryValue(server.connectionString, `SELECT count(*) FROM pg_database WHERE datname LIKE 'flatquery%'`);

/** The server's URL with other parts. */
function serverUrl(parts: { username?: string; password?: string; port?: string; pathname?: string }): string {
  return Object.assign(new URL(server.connectionString), parts).href;
}

async function failure(url: string): Promise<string> {
  vi.stubEnv('FLATQUERY_DATABASE_URL', url);
  const error: unknown = await startPostgres().catch((reason: unknown) => reason);
  if (!(error instanceof Error)) throw new Error('It started.');
  return `${error.name}: ${error.message}`.replaceAll(new URL(server.connectionString).port, '<port>');
}

describe('a database on the server of FLATQUERY_DATABASE_URL', () => {
  test('is one of its own per call and is dropped when it is stopped', async () => {
    const [first, second] = await Promise.all([startPostgres(), startPostgres()]);
    expect([first.source, second.source]).toEqual(['url', 'url']);
    await queryValue(first.connectionString, 'CREATE TABLE t ()');
    expect(await queryValue(second.connectionString, `SELECT to_regclass('t')`)).toBe('null');
    expect(await ownDatabases()).toBe('2');
    await Promise.all([first.stop(), second.stop()]);
    expect(await ownDatabases()).toBe('0');
  });

  test('is dropped when the process that started it is killed', async () => {
    const { child } = await runScript(['forever']);
    expect(await ownDatabases()).toBe('1');
    child.kill('SIGKILL');
    await vi.waitUntil(async () => (await ownDatabases()) === '0', { timeout: 10_000 });
  });

  test('is dropped while connections to it are open', async () => {
    const database = await startPostgres();
    const sleeping = queryValue(database.connectionString, 'SELECT pg_sleep(60)').catch((error: unknown) =>
      String(error),
    );
    const sleepers = `SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'`;
    await vi.waitUntil(async () => (await queryValue(server.connectionString, sleepers)) === '1');
    await database.stop();
    expect(await sleeping).toContain('terminating connection');
  });

  test('is dropped as soon as its last client has left, and lets it finish', async () => {
    const usualMs = patience.forClientsMs;
    patience.forClientsMs = 60_000;
    const never = new AbortController().signal;
    const request = { kind: 'url', url: server.connectionString, pgModule: require.resolve('pg') } as const;
    const held = await createOwnDatabase(request, never);
    const client = new Client({ connectionString: held.connectionString });
    const errors: unknown[] = [];
    client.on('error', (error) => errors.push(error));
    await client.connect();
    const released = held.release();
    const waiting = `SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT FROM pg_stat_activity%'`;
    await vi.waitUntil(async () => (await queryValue(server.connectionString, waiting)) === '1', { timeout: 10_000 });
    const { rows } = await client.query('SELECT 1 AS still');
    await client.end();
    await released;
    patience.forClientsMs = usualMs;
    expect({ rows, errors }).toEqual({ rows: [{ still: 1 }], errors: [] });
    expect(await ownDatabases()).toBe('0');
  });

  test('keeps the parameters of the URL', async () => {
    vi.stubEnv('FLATQUERY_DATABASE_URL', `${server.connectionString}?application_name=mine`);
    await using database = await startPostgres();
    expect(await queryValue(database.connectionString, 'SHOW application_name')).toBe('mine');
  });

  test('is not used when another source is named', async () => {
    await using database = await startPostgres({ from: 'embedded' });
    expect(database.source).toBe('embedded');
    vi.stubEnv('FLATQUERY_POSTGRES', 'embedded');
    await using another = await startPostgres();
    expect(another.source).toBe('embedded');
  });

  test("is never made from the application's own DATABASE_URL", async () => {
    vi.stubEnv('FLATQUERY_DATABASE_URL', undefined);
    vi.stubEnv('DATABASE_URL', server.connectionString);
    await using database = await startPostgres();
    expect(database.source).toBe('embedded');
  });

  test('that vanished with its server is said to be left behind', async () => {
    const gone = await startPostgres({ from: 'embedded' });
    vi.stubEnv('FLATQUERY_DATABASE_URL', gone.connectionString);
    const database = await startPostgres();
    await gone.stop();
    await expect(database.stop()).rejects.toThrow(/^stop\(\) did not remove the database: .*\n.*ECONNREFUSED/);
  });
});

describe('startPostgres() says what is wrong when', () => {
  test('the server can not be reached', async () => {
    expect(await failure('postgres://app:secret@127.0.0.1:1/app')).toMatchInlineSnapshot(
      `"PostgresStartError: startPostgres() could not reach the server of FLATQUERY_DATABASE_URL (postgres://app:***@127.0.0.1:1/app): connect ECONNREFUSED 127.0.0.1:1. Start that server, correct the URL, or unset FLATQUERY_DATABASE_URL to use the embedded PostgreSQL."`,
    );
  });

  test('the password is wrong', async () => {
    expect(await failure(serverUrl({ password: 'wrong' }))).toMatchInlineSnapshot(
      `"PostgresStartError: startPostgres() could not create a database on the server of FLATQUERY_DATABASE_URL (postgres://postgres:***@127.0.0.1:<port>/postgres): password authentication failed for user "postgres". Correct the URL, or unset FLATQUERY_DATABASE_URL to use the embedded PostgreSQL."`,
    );
  });

  test('the user may not create databases', async () => {
    expect(await failure(serverUrl({ username: 'reader', password: 'r' }))).toMatchInlineSnapshot(
      `"PostgresStartError: startPostgres() may not create a database on the server of FLATQUERY_DATABASE_URL (postgres://reader:***@127.0.0.1:<port>/postgres): permission denied to create database. Grant it with \`ALTER ROLE "reader" CREATEDB\`, or name another user in the URL."`,
    );
  });

  test('the value is no PostgreSQL URL, without showing it', async () => {
    const expected = await failure('mysql://app:secret@127.0.0.1/app');
    expect(expected).toMatchInlineSnapshot(
      `"PostgresStartError: startPostgres() cannot read FLATQUERY_DATABASE_URL: it is not a postgres:// URL. Write it like postgres://postgres:secret@localhost:5432/postgres."`,
    );
    expect(await failure('host=127.0.0.1 password=secret')).toBe(expected);
  });

  test('pg is not installed', async () => {
    using project = installProject({ embedded: false });
    const env = { PATH: process.env['PATH'], FLATQUERY_DATABASE_URL: server.connectionString };
    const { connectionString: message } = await runScript([], { cwd: project.folder, env }, project.script);
    expect(message).toMatchInlineSnapshot(
      `"PostgresStartError: startPostgres() needs \`pg\` to create a database on the server of FLATQUERY_DATABASE_URL, and it is not installed. Run \`npm install --save-dev pg\`, or unset FLATQUERY_DATABASE_URL to use the embedded PostgreSQL."`,
    );
  });

  test('the source that is named needs a URL and there is none', async () => {
    vi.stubEnv('FLATQUERY_DATABASE_URL', undefined);
    await expect(startPostgres({ from: 'url' })).rejects.toThrowErrorMatchingInlineSnapshot(`
      [PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - url: FLATQUERY_DATABASE_URL is not set.

      Any one of these helps:
        - set FLATQUERY_DATABASE_URL to a server on which its user may create databases, like postgres://postgres:secret@localhost:5432/postgres.]
    `);
  });

  test('FLATQUERY_POSTGRES names no source', async () => {
    vi.stubEnv('FLATQUERY_POSTGRES', 'docker');
    await expect(startPostgres()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[PostgresStartError: startPostgres() knows no source "docker", named by FLATQUERY_POSTGRES. Use one of "url", "embedded", "container", "system".]`,
    );
  });
});
