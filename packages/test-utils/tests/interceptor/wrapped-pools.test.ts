import { EventEmitter, on } from 'node:events';
import { Client, Pool, type PoolClient, type PoolConfig } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { textsOf } from './support/marked-lines.js';

const database = useDatabase();

/** Runs jobs one after the other, in no context of a capture. */
class Worker {
  readonly #jobs = new EventEmitter();
  readonly #end = new AbortController();
  readonly #done = this.#work();

  do(job: () => void): void {
    this.#jobs.emit('job', job);
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#done;
  }

  async #work(): Promise<void> {
    try {
      for await (const [job] of on(this.#jobs, 'job', { signal: this.#end.signal }) as AsyncIterable<[() => void]>)
        job();
    } catch (error) {
      if (!this.#end.signal.aborted) throw error;
    }
  }
}

let worker: Worker;
beforeAll(() => {
  worker = new Worker();
});
afterAll(() => worker.stop());

const undo: (() => void)[] = [];
afterEach(() => {
  for (const restore of undo.splice(0)) restore();
});

type Method = (this: object, ...args: unknown[]) => unknown;

/** Makes a class whose method of that name is another one, which is given that of its superclass. */
function overriding<T extends new (...args: never[]) => object>(
  base: T,
  key: string,
  override: (method: Method) => Method,
): T {
  const derived = class extends (base as new (...args: never[]) => object) {};
  // Looked up at each call, as `super` does.
  const original: Method = function (...args) {
    return (Reflect.get(base.prototype as object, key) as Method).apply(this, args);
  };
  Object.defineProperty(derived.prototype, key, { value: override(original), configurable: true, writable: true });
  return derived as unknown as T;
}

function standInFor(client: PoolClient): object {
  const methods = ['query', 'once', 'removeListener', 'release'] as const;
  return Object.fromEntries(
    methods.map((key) => [key, (...args: unknown[]) => (client[key] as Method).apply(client, args)]),
  );
}

interface Wrapping {
  readonly name: string;
  readonly make: () => { readonly poolClass: typeof Pool; readonly options?: PoolConfig };
}

const wrappings: readonly Wrapping[] = [
  {
    name: 'a pool that asks for connections later, in another context',
    make: () => ({
      poolClass: overriding(
        Pool,
        'connect',
        (connect) =>
          function (...args) {
            worker.do(() => connect.apply(this, args));
          },
      ),
    }),
  },
  {
    name: 'a pool that awaits something before it asks for a connection',
    make: () => ({
      poolClass: overriding(
        Pool,
        'connect',
        (connect) =>
          async function (...args) {
            await Promise.resolve();
            return connect.apply(this, args);
          },
      ),
    }),
  },
  {
    name: 'a tool that wraps the method of all pools',
    make: () => {
      const prototype = Object.getPrototypeOf(Pool.prototype) as object;
      const descriptor = Object.getOwnPropertyDescriptor(prototype, 'connect') ?? {};
      const connect = descriptor.value as Method;
      Object.defineProperty(prototype, 'connect', {
        ...descriptor,
        value(this: object, ...args: unknown[]) {
          return connect.apply(this, args);
        },
      });
      undo.push(() => Object.defineProperty(prototype, 'connect', descriptor));
      return { poolClass: Pool };
    },
  },
  {
    name: 'a pool that takes a connection by promise and passes it on later',
    make: () => ({
      poolClass: overriding(
        Pool,
        'connect',
        (connect) =>
          async function (callback) {
            const client = (await connect.call(this)) as PoolClient;
            await Promise.resolve();
            const release = client.release.bind(client);
            (callback as (...given: unknown[]) => void)(undefined, client, release);
          },
      ),
    }),
  },
  {
    name: 'a pool that gives out stand-ins for its clients',
    make: () => ({
      poolClass: overriding(
        Pool,
        'connect',
        (connect) =>
          function (callback) {
            const give = callback as (error: unknown, client: object | undefined, release: unknown) => void;
            return connect.call(this, (error: unknown, client: PoolClient | undefined, release: unknown) => {
              give(error, client && standInFor(client), release);
            });
          },
      ),
    }),
  },
  {
    name: 'clients that await something before they send',
    make: () => ({
      poolClass: Pool,
      options: {
        Client: overriding(
          Client,
          'query',
          (query) =>
            async function (...args) {
              await Promise.resolve();
              return query.apply(this, args);
            },
        ),
      },
    }),
  },
  {
    name: 'a pool that gives out proxies of its clients',
    make: () => ({
      poolClass: overriding(
        Pool,
        'connect',
        (connect) =>
          function (callback) {
            const give = callback as (error: unknown, client: object | undefined, release: unknown) => void;
            return connect.call(this, (error: unknown, client: object | undefined, release: unknown) => {
              give(error, client && new Proxy(client, {}), release);
            });
          },
      ),
    }),
  },
];

describe.each(wrappings)('under $name', ({ make }) => {
  it('each query is counted once, for the capture that sent it, also where two wait for one connection', async () => {
    const { poolClass, options } = make();
    const pool = database.endAfterTest(
      new poolClass({ connectionString: database.connectionString, max: 1, ...options }),
    );
    await pool.query('select 0');
    const both = await Promise.all(
      ['a', 'b'].map((name) =>
        captureQueries(async () => {
          await Promise.all([1, 2, 3].map((id) => pool.query(`select '${name}${id}'`)));
          await new Promise<void>((resolve, reject) => {
            pool.query(`select '${name}4'`, (error) => {
              if ((error as Error | undefined) === undefined) resolve();
              else reject(error);
            });
          });
        }),
      ),
    );
    expect(both.map(({ queries }) => textsOf(queries).sort())).toEqual(
      ['a', 'b'].map((name) => [1, 2, 3, 4].map((id) => `select '${name}${id}'`)),
    );
    for (const { queries, unattributed, uncounted, connections } of both) {
      expect([unattributed, uncounted, connections]).toEqual([[], [], 1]);
      expect(queries.map(({ rows, attribution }) => [rows, attribution])).toEqual(Array(4).fill([1, 'scope']));
    }
  });

  it('the wait for a connection is told once', async () => {
    const { poolClass, options } = make();
    const pool = database.endAfterTest(
      new poolClass({ connectionString: database.connectionString, max: 1, ...options }),
    );
    const { queries, poolWaitMs } = await captureQueries(() => pool.query('select 1'));
    expect(queries[0]?.poolWaitMs).toBeGreaterThan(0);
    expect(poolWaitMs).toBe(queries[0]?.poolWaitMs);
  });
});

describe('a client that sends its query twice', () => {
  it('has it counted twice', async () => {
    const twice = overriding(
      Client,
      'query',
      (query) =>
        function (text, values, callback) {
          void query.call(this, text, values);
          return query.call(this, text, values, callback);
        },
    );
    const pool = await database.warmPool({ max: 1, Client: twice });
    const { queries } = await captureQueries(() => pool.query('select 1'));
    expect(textsOf(queries)).toEqual(['select 1', 'select 1']);
  });
});

describe('a client that sends something else first', () => {
  it('has that counted for the capture whose query it was given', async () => {
    const settingFirst = overriding(
      Client,
      'query',
      (query) =>
        async function (...args) {
          await query.call(this, "select set_config('app.user', 'me', false)");
          return query.apply(this, args);
        },
    );
    const options = { Client: settingFirst } as PoolConfig;
    const pool = await database.warmPool({ max: 1, ...options });
    const both = await Promise.all(['a', 'b'].map((name) => captureQueries(() => pool.query(`select '${name}'`))));
    // In the order of the calls: that of the pool came first.
    expect(both.map(({ queries }) => textsOf(queries))).toEqual([
      ["select 'a'", "select set_config('app.user', 'me', false)"],
      ["select 'b'", "select set_config('app.user', 'me', false)"],
    ]);
  });
});
