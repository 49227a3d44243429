import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { startPostgres } from '@flatquery/test-utils/postgres';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  forkScript,
  queryValue,
  runScript,
  type ServerTraces,
  startScript,
  tracesOf,
  waitUntilGone,
} from './processes.js';

beforeEach(() => {
  vi.stubEnv('FLATQUERY_POSTGRES', undefined);
  vi.stubEnv('FLATQUERY_DATABASE_URL', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a started database', () => {
  test('answers queries, listens on the loopback address only and asks for its password', async () => {
    await using database = await startPostgres();
    const { connectionString } = database;
    expect(database.source).toBe('embedded');
    expect(await queryValue(connectionString, 'SHOW server_version_num')).toMatch(/^1[78]\d{4}$/);
    expect(await queryValue(connectionString, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await queryValue(connectionString, 'SHOW unix_socket_directories')).toBe('');
    const withoutPassword = new URL(connectionString);
    withoutPassword.password = 'wrong';
    await expect(queryValue(withoutPassword.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('stores text as UTF-8 and sorts it the same on every machine', async () => {
    await using database = await startPostgres();
    expect(await queryValue(database.connectionString, `SELECT 'Blaumeise 🐦'`)).toBe('Blaumeise 🐦');
    const sorted = `SELECT string_agg(x, '' ORDER BY x) FROM unnest(ARRAY['b', 'Ä', 'a', 'B']) x`;
    expect(await queryValue(database.connectionString, sorted)).toBe('BabÄ');
  });

  test('leaves no process and no folder behind when it is stopped, however often', async () => {
    const database = await startPostgres();
    const traces = await tracesOf(database.connectionString);
    expect(existsSync(traces.folder)).toBe(true);
    await Promise.all([database.stop(), database.stop()]);
    await database.stop();
    expect(existsSync(traces.folder)).toBe(false);
    await waitUntilGone(traces);
  });

  test('stops while connections are open', async () => {
    const database = await startPostgres();
    const sleeping = queryValue(database.connectionString, 'SELECT pg_sleep(60)').catch((error: unknown) =>
      String(error),
    );
    const sleepers = `SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'`;
    await vi.waitUntil(async () => (await queryValue(database.connectionString, sleepers)) === '1');
    await database.stop();
    expect(await sleeping).toContain('terminating connection');
  });

  test('is not affected by the variables that PostgreSQL and Node read from the environment', async () => {
    vi.stubEnv('PGPORT', '1');
    vi.stubEnv('PGDATA', '/nowhere');
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    vi.stubEnv('NODE_OPTIONS', '--require /nowhere.js');
    await using database = await startPostgres();
    expect(await queryValue(database.connectionString, 'SELECT 1')).toBe('1');
  });
});

test('several databases at once are independent servers', async () => {
  const databases = await Promise.all([1, 2, 3].map(() => startPostgres()));
  const folders = await Promise.all(
    databases.map(({ connectionString }) => queryValue(connectionString, 'SHOW data_directory')),
  );
  await Promise.all(databases.map(({ stop }) => stop()));
  expect(new Set(folders).size).toBe(3);
});

test('several processes can start databases at the same time', async () => {
  const scripts = await Promise.all([1, 2, 3].map(() => runScript(['until told'])));
  const folders = await Promise.all(
    scripts.map(async ({ connectionString }) => (await tracesOf(connectionString)).folder),
  );
  const exits = scripts.map(({ child }) => once(child, 'exit'));
  for (const { child } of scripts) child.send('end');
  expect(await Promise.all(exits)).toEqual(Array(3).fill([0, null]));
  expect(new Set(folders).size).toBe(3);
});

test('a database goes away with the worker thread that started it', async () => {
  const worker = new Worker(startScript, { argv: ['forever'] });
  const [connectionString] = (await once(worker, 'message')) as [string];
  const traces = await tracesOf(connectionString);
  await worker.terminate();
  await waitUntilGone(traces);
});

describe('when the process that started a database', () => {
  test('ends without stopping it, the process is not held up and nothing is left', async () => {
    const { child, connectionString } = await runScript(['until told']);
    const traces = await tracesOf(connectionString);
    const exit = once(child, 'exit');
    child.send('end');
    expect(await exit).toEqual([0, null]);
    await waitUntilGone(traces);
  });

  test('is killed, nothing is left', async () => {
    const { child, connectionString } = await runScript(['forever']);
    const traces = await tracesOf(connectionString);
    child.kill('SIGKILL');
    await waitUntilGone(traces);
  });

  test('is killed with its whole process group, nothing is left', async () => {
    const { child, connectionString } = await runScript(['forever'], { detached: true });
    const traces = await tracesOf(connectionString);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await waitUntilGone(traces);
  });

  test('is killed while the database is being created, nothing is left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flatquery-killed-'));
    chmodSync(folder, 0o755);
    const clusters = () => readdirSync(folder).filter((name) => name.startsWith('flatquery-postgres-'));
    const child = forkScript(['forever'], { env: { ...process.env, TMPDIR: folder } });
    try {
      await vi.waitUntil(() => clusters().length > 0, { timeout: 10_000, interval: 1 });
      child.kill('SIGKILL');
      await vi.waitUntil(() => clusters().length === 0, { timeout: 15_000 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function killHolder({ holder }: ServerTraces): void {
  if (holder === undefined || holder <= 1) throw new Error('The process that holds the server is not known.');
  process.kill(holder, 'SIGKILL');
}

// What holds a server is found through /proc.
describe.runIf(process.platform === 'linux')('when the process that holds a database', () => {
  test('is killed, nothing is left, and stopping says so', async () => {
    const database = await startPostgres();
    const traces = await tracesOf(database.connectionString);
    killHolder(traces);
    await waitUntilGone(traces);
    await expect(database.stop()).rejects.toThrow(
      'stop() did not remove the database: The process that holds the database ended with SIGKILL.',
    );
  });

  test('is killed together with the process that started it, nothing is left', async () => {
    const { child, connectionString } = await runScript(['forever']);
    const traces = await tracesOf(connectionString);
    killHolder(traces);
    child.kill('SIGKILL');
    await waitUntilGone(traces);
  });

  test('is killed while clients are connected, nothing is left', async () => {
    const database = await startPostgres();
    const traces = await tracesOf(database.connectionString);
    const cutOff = expect(queryValue(database.connectionString, 'SELECT pg_sleep(60)')).rejects.toThrow();
    killHolder(traces);
    await waitUntilGone(traces);
    await cutOff;
  });
});
