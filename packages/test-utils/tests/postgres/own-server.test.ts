import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOwnServer } from '../../src/postgres/holder/own-server.js';
import { findFreePort } from '../../src/postgres/holder/free-port.js';
import { patience } from '../../src/postgres/holder/patience.js';
import { embeddedNative } from './embedded-binaries.js';
import { commandLines, isRunning, queryValue, tracesOf } from './processes.js';

vi.mock(import('../../src/postgres/holder/free-port.js'), { spy: true });

const request = { kind: 'embedded', native: embeddedNative } as const;
const usualPatience = { ...patience };
const never = new AbortController().signal;

let listener: Server;
let takenPort: number;

beforeEach(async () => {
  listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  takenPort = (listener.address() as AddressInfo).port;
});
afterEach(async () => {
  vi.mocked(findFreePort).mockReset();
  Object.assign(patience, usualPatience);
  listener.close();
  await once(listener, 'close');
});

test('a server whose port was taken in the meantime gets another one', async () => {
  vi.mocked(findFreePort).mockResolvedValueOnce(takenPort).mockResolvedValueOnce(takenPort);
  const held = await createOwnServer(request, never);
  const answer = await queryValue(held.connectionString, 'SELECT 1');
  await held.release();
  expect(answer).toBe('1');
  expect(findFreePort).toHaveBeenCalledTimes(3);
});

test('a server that finds no port says so with the end of its log', async () => {
  vi.mocked(findFreePort).mockResolvedValue(takenPort);
  const error: unknown = await createOwnServer(request, never).catch((reason: unknown) => reason);
  const text = String(error)
    .replaceAll(String(takenPort), '<port>')
    .replaceAll(/\d{4}-\S+ \S+ \S+ \[\d+\]/g, '<time>');
  expect(text).toMatchInlineSnapshot(`
    "HoldError: startPostgres() could not start the embedded PostgreSQL: postgres ended with exit code 1.

      <time> LOG:  starting PostgreSQL 18.4 on x86_64-pc-linux-gnu, compiled by gcc (Ubuntu 7.5.0-3ubuntu1~18.04) 7.5.0, 64-bit
      <time> LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
      <time> HINT:  Is another postmaster already running on port <port>? If not, wait a few seconds and retry.
      <time> WARNING:  could not create listen socket for "127.0.0.1"
      <time> FATAL:  could not create any TCP/IP sockets
      <time> LOG:  database system is shut down

    To use another server, set FLATQUERY_DATABASE_URL."
  `);
});

test('a server that is told to give up while it starts leaves nothing behind', async () => {
  const abandoned = new AbortController();
  vi.mocked(findFreePort).mockImplementationOnce(() => {
    abandoned.abort();
    return Promise.resolve(takenPort);
  });
  await expect(createOwnServer(request, abandoned.signal)).rejects.toThrow('the process that asked for it is gone');
});

// Processes are found through /proc.
test.runIf(process.platform === 'linux')('a server is watched over by one process, as long as it exists', async () => {
  const held = await createOwnServer(request, never);
  const { folder } = await tracesOf(held.connectionString);
  const guards = () => commandLines().filter((line) => line.includes(`guard\0${folder}`));
  const watching = guards().length;
  await held.release();
  expect([watching, guards().length]).toEqual([1, 0]);
});

test('a server that dies by itself is noticed', async () => {
  const held = await createOwnServer(request, never);
  const { postmaster, folder } = await tracesOf(held.connectionString);
  process.kill(postmaster, 'SIGKILL');
  await held.lost;
  expect(isRunning(postmaster)).toBe(false);
  await held.release();
  expect(existsSync(folder)).toBe(false);
});

test('the password file does not outlive the start', async () => {
  const held = await createOwnServer(request, never);
  const { folder } = await tracesOf(held.connectionString);
  const files = [join(folder, 'password'), join(folder, 'data', 'pg_hba.conf')].map(existsSync);
  const rules = readFileSync(join(folder, 'data', 'pg_hba.conf'), 'utf8');
  await held.release();
  expect(files).toEqual([false, true]);
  expect(rules).not.toMatch(/^host.*trust$/m);
});

async function isRefused(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  return client.connect().then(
    () => client.end().then(() => false),
    () => true,
  );
}

test('a server that is stopped lets clients finish what they do, and takes no new ones', async () => {
  patience.forClientsMs = 60_000;
  const held = await createOwnServer(request, never);
  const client = new Client({ connectionString: held.connectionString });
  const errors: unknown[] = [];
  client.on('error', (error) => errors.push(error));
  await client.connect();
  const released = held.release();
  await vi.waitUntil(() => isRefused(held.connectionString), { timeout: 10_000 });
  const { rows } = await client.query('SELECT 1 AS still');
  await client.end();
  await released;
  expect({ rows, errors }).toEqual({ rows: [{ still: 1 }], errors: [] });
});

test('a server that is stopped cuts off clients that stay', async () => {
  patience.forClientsMs = 10;
  const held = await createOwnServer(request, never);
  const client = new Client({ connectionString: held.connectionString });
  // The server says why first, then the connection ends.
  const errors: unknown[] = [];
  client.on('error', (error) => errors.push(error));
  const ended = new Promise<void>((resolve) => client.on('end', resolve));
  await client.connect();
  await held.release();
  await ended;
  expect(String(errors[0])).toContain('terminating connection due to administrator command');
});
