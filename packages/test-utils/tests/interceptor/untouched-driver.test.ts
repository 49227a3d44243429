import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { Client, Pool, Query } from 'pg';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { afterEach, describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { asInstalledPackage } from './support/installed-package.js';

const database = useDatabase();

/** A call that reached the driver's own method. */
interface Arrived {
  readonly self: unknown;
  readonly args: readonly unknown[];
  result?: unknown;
}

const undo: (() => void)[] = [];
afterEach(() => {
  for (const restore of undo.splice(0)) restore();
});

/** Watches a method from below the interceptor: what arrives there is what the driver gets. */
function watch(prototype: object, key: string): Arrived[] {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
  if (descriptor === undefined) throw new Error(`${key} is not there.`);
  const original = descriptor.value as (...args: unknown[]) => unknown;
  const arrived: Arrived[] = [];
  Object.defineProperty(prototype, key, {
    ...descriptor,
    value(this: unknown, ...args: unknown[]) {
      const call: Arrived = { self: this, args };
      arrived.push(call);
      return (call.result = original.apply(this, args));
    },
  });
  undo.push(() => Object.defineProperty(prototype, key, descriptor));
  return arrived;
}

/** Keeps the test runner from failing for rejections that nobody handles. */
function takeRejections(): void {
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  undo.push(() => {
    for (const listener of others) process.on('unhandledRejection', listener);
  });
}

const poolPrototype = Object.getPrototypeOf(Pool.prototype) as object;

describe('under a capture, the driver', () => {
  it('is called with the same receiver and arguments, and its promise is passed on', async () => {
    const client = await database.client();
    const arrived = watch(Client.prototype, 'query');
    const config = { text: 'select $1::int as id', rowMode: 'array' as const };
    const values = [1];
    let received: unknown;
    const { queries } = await captureQueries(async () => {
      received = client.query(config, values);
      await received;
    });
    expect(queries).toHaveLength(1);
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.self).toBe(client);
    expect(arrived[0]?.args).toHaveLength(2);
    expect(arrived[0]?.args[0]).toBe(config);
    expect(arrived[0]?.args[1]).toBe(values);
    expect(arrived[0]?.result).toBe(received);
  });

  it('gives the promise of a pool on', async () => {
    const pool = await database.warmPool();
    const arrived = watch(poolPrototype, 'query');
    let received: unknown;
    await captureQueries(async () => {
      received = pool.query('select 1');
      await received;
    });
    expect(arrived.map(({ self, result }) => [self, result])).toEqual([[pool, received]]);
    expect(arrived[0]?.result).toBe(received);
  });

  it('gets the callback of the application as it is, and calls it with its arguments', async () => {
    const client = await database.client();
    const arrived = watch(Client.prototype, 'query');
    const calls: unknown[][] = [];
    let done: (() => void) | undefined;
    const finished = new Promise<void>((resolve) => (done = resolve));
    const callback = (...args: unknown[]): void => {
      calls.push(args);
      done?.();
    };
    await captureQueries(async () => {
      client.query('select 1 as one', callback);
      await finished;
    });
    expect(arrived.map(({ result }) => result)).toEqual([undefined]);
    expect(arrived[0]?.args[1]).toBe(callback);
    expect(calls).toEqual([[null, expect.objectContaining({ rows: [{ one: 1 }] })]]);
  });

  it.each([
    ['query', () => new Query('select 1')],
    ['cursor', () => new Cursor('select 1')],
    ['stream', () => new QueryStream('select 1')],
  ])('returns a %s as it was given, with nothing on it that prints', async (_name, make) => {
    const client = await database.client();
    const given = make();
    const keys = Object.keys(given);
    const { result } = await captureQueries(() => {
      const returned: unknown = client.query(given as Query);
      return { returned, keys: Object.keys(given) };
    });
    expect(result.returned).toBe(given);
    expect(result.keys).toEqual(keys);
    if (given instanceof Cursor) await given.read(2);
    else await once(given instanceof QueryStream ? given.resume() : given, 'end');
  });

  it('throws what it throws, without a count of what it refused', async () => {
    const client = await database.client();
    const refused = (): unknown => client.query(undefined as never);
    const plain = await Promise.resolve()
      .then(refused)
      .catch((error: unknown) => error);
    const { result, queries } = await captureQueries(() =>
      Promise.resolve()
        .then(refused)
        .catch((error: unknown) => error),
    );
    expect(result).toEqual(plain);
    expect(queries).toEqual([]);
  });

  it('rejects with its own error', async () => {
    const client = await database.client();
    const { result } = await captureQueries(() =>
      client.query('select * from missing').catch((error: unknown) => error),
    );
    expect(result).toMatchObject({ code: '42P01', message: 'relation "missing" does not exist' });
  });

  it('has a rejection that nobody handles reported as ever', async () => {
    const client = await database.client();
    takeRejections();
    const lazily = asInstalledPackage('some-orm/index.js', 'return (client, text) => { client.query(text); };') as (
      client: Client,
      text: string,
    ) => void;
    const reported: unknown[] = [];
    await captureQueries(async () => {
      const first = once(process, 'unhandledRejection');
      void client.query('select * from missing_one');
      reported.push((await first)[0]);
      // Without a line of the application, the application gets another promise.
      const second = once(process, 'unhandledRejection');
      setImmediate(lazily, client, 'select * from missing_two');
      reported.push((await second)[0]);
    });
    expect(reported).toEqual([
      expect.objectContaining({ message: 'relation "missing_one" does not exist' }),
      expect.objectContaining({ message: 'relation "missing_two" does not exist' }),
    ]);
  });

  it('has a connection that can not be had and nobody waits for reported as ever', async () => {
    const client = await database.client();
    takeRejections();
    const detached = asInstalledPackage(
      'some-orm/index.js',
      'return (client, done) => setImmediate(() => client.query("select 1").then((result) => setImmediate(done, result)));',
    ) as (client: Client, done: (result: unknown) => void) => void;
    const unreachable = new Pool({ host: '127.0.0.1', port: 1 });
    const { result } = await captureQueries(async () => {
      // From the first query without a line on, connections are asked where they were taken.
      await new Promise((resolve) => {
        detached(client, resolve);
      });
      const rejection = once(process, 'unhandledRejection');
      void unreachable.connect();
      return (await rejection) as unknown[];
    });
    expect(result[0]).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('answers queries in the order in which they were sent', async () => {
    const client = await database.client();
    const order: number[] = [];
    await captureQueries(() =>
      Promise.all([1, 2, 3, 4, 5].map((id) => client.query('select 1').then(() => order.push(id)))),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not change the contexts of the application', async () => {
    const pool = await database.warmPool({ max: 1 });
    const storage = new AsyncLocalStorage<string>();
    const inCallback = (): Promise<string | undefined> =>
      new Promise((resolve) => {
        pool.query('select 1', () => {
          resolve(storage.getStore());
        });
      });
    const plain = await storage.run('mine', inCallback);
    const { result } = await captureQueries(() => storage.run('mine', inCallback));
    expect(result).toBe(plain);
    const awaited = await captureQueries(() =>
      storage.run('mine', async () => {
        await pool.query('select 1');
        return storage.getStore();
      }),
    );
    expect(awaited.result).toBe('mine');
  });

  it('has query_timeout work as ever', async () => {
    const client = await database.client({ query_timeout: 20 });
    const { result, queries } = await captureQueries(() =>
      client.query('select pg_sleep(0.2)').catch((error: unknown) => error),
    );
    expect(result).toMatchObject({ message: 'Query read timeout' });
    expect(queries[0]?.error).toMatchObject({ message: 'Query read timeout' });
  });
});
