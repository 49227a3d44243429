import { createRequire } from 'node:module';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureQueries, PgInterceptor } from '../../src/index.js';
import { useDatabase } from './support/database.js';

interface BluebirdPromise<T> extends PromiseLike<T> {
  reflect(): BluebirdPromise<unknown>;
  cancel(): void;
  isFulfilled(): boolean;
}
interface Bluebird {
  new (executor: () => void): BluebirdPromise<unknown>;
  bind(receiver: object): BluebirdPromise<object>;
  resolve<T>(value: T | PromiseLike<T>): BluebirdPromise<T>;
  config(options: object): void;
  _getContext(): { readonly async: unknown };
  readonly prototype: object;
}

// The one that Bookshelf brings.
const load = createRequire(createRequire(__filename).resolve('bookshelf'));
const bluebird = load('bluebird') as Bluebird;
/** Runs with a copy of its own: options can't be taken back once a copy has made a promise. */
async function withAnotherBluebird(run: (another: Bluebird) => Promise<void>): Promise<void> {
  const kept = Object.entries(load.cache).filter(([file]) => /[\\/]bluebird[\\/]/.test(file));
  for (const [file] of kept) Reflect.deleteProperty(load.cache, file);
  try {
    await run(load('bluebird') as Bluebird);
  } finally {
    for (const [file, module] of kept) load.cache[file] = module;
  }
}
const keepsContexts = (): boolean => bluebird._getContext().async !== null;

const database = useDatabase();
const interceptor = new PgInterceptor();
let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 1 });
});
afterEach(() => {
  interceptor.dispose();
});

/** A query that is sent when somebody calls its `then`, like the builders of Knex. */
function lazily(text: string): PromiseLike<unknown> {
  return { then: (fulfilled, rejected) => pool.query(text).then(fulfilled, rejected) };
}

describe('promises of Bluebird', () => {
  it.each([
    ['a handler sends', () => (text: string) => pool.query(text)],
    ['a lazy builder sends that a handler returns', () => lazily],
  ])('have a query that %s counted for its own capture', async (_, sender) => {
    const send = sender();
    const action = (text: string) => async (): Promise<void> => {
      for (let turn = 0; turn < 3; turn += 1) await bluebird.bind({}).then(() => send(text));
    };
    const captures = await Promise.all(['select 1', 'select 2'].map((text) => captureQueries(action(text))));
    expect(captures.map(({ queries }) => queries.map(({ sql }) => sql))).toEqual([
      Array(3).fill('select 1'),
      Array(3).fill('select 2'),
    ]);
  });

  it('hand on what lazy builders return and throw', async () => {
    await captureQueries(async () => {
      expect(await bluebird.bind({}).then(() => lazily('select 1 as one'))).toMatchObject({ rows: [{ one: 1 }] });
      await expect(bluebird.bind({}).then(() => lazily('select * from missing'))).rejects.toThrow('does not exist');
    });
  });

  it('can still be reflected when they are cancelled', async () => {
    await withAnotherBluebird(async (Cancellable) => {
      Cancellable.config({ cancellation: true });
      await captureQueries(async () => {
        const promise = new Cancellable(() => undefined);
        const reflected = promise.reflect();
        promise.cancel();
        await new Promise(setImmediate);
        expect(reflected.isFulfilled()).toBe(true);
      });
    });
  });

  it('are what they were when nobody looks any more', async () => {
    const descriptor = Object.getOwnPropertyDescriptor(bluebird.prototype, '_then');
    interceptor.apply();
    await captureQueries(() => pool.query('select 1'));
    expect(keepsContexts()).toBe(true);
    expect(Object.getOwnPropertyDescriptor(bluebird.prototype, '_then')).not.toEqual(descriptor);
    interceptor.dispose();
    expect(keepsContexts()).toBe(false);
    expect(Object.getOwnPropertyDescriptor(bluebird.prototype, '_then')).toEqual(descriptor);
  });

  it('go on to keep contexts where the application has told them to', async () => {
    bluebird.config({ asyncHooks: true });
    await captureQueries(() => pool.query('select 1'));
    expect(keepsContexts()).toBe(true);
    bluebird.config({ asyncHooks: false });
  });
});
