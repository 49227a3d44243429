import type { ClientBase, Pool } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { captureQueries, PgInterceptor } from '../../src/index.js';
import type { CallSiteMode } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { asInstalledPackage } from './support/installed-package.js';
import { markedLines, sitesOf } from './support/marked-lines.js';

const database = useDatabase();
const line = markedLines(__filename);

let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 1 });
});

interface Orm {
  /** Sends the query when it is awaited, without a frame of the caller, as the builders of Drizzle do. */
  lazily(target: Pool | ClientBase, text: string): PromiseLike<unknown>;
  /** Sends the query later, in one go with others, as the unit of work of MikroORM does. */
  flush(target: Pool | ClientBase, text: string): Promise<unknown>;
  /** Sends the query where nothing leads back to the caller. */
  detached(target: Pool | ClientBase, text: string): Promise<unknown>;
  /** Calls a function where nothing leads back to the caller. */
  later<Argument, Result>(run: (argument: Argument) => Promise<Result>, argument: Argument): Promise<Result>;
  /** Calls `run` below that many frames of its own. */
  below(frames: number, run: () => unknown): unknown;
}

const orm = asInstalledPackage(
  'some-orm/index.js',
  `
  return {
    lazily: (target, text) => ({ then: (fulfilled, rejected) => target.query(text).then(fulfilled, rejected) }),
    flush: async (target, text) => { await null; const run = async () => target.query(text); return await run(); },
    detached: (target, text) =>
      new Promise((resolve, reject) => setImmediate(() => target.query(text, (e, r) => (e ? reject(e) : resolve(r))))),
    later: (run, argument) =>
      new Promise((resolve, reject) => setImmediate(() => run(argument).then(resolve, reject))),
    below: function below(frames, run) { return frames > 0 ? below(frames - 1, run) : run(); },
  };
  `,
) as Orm;

describe('the call site of a query', () => {
  it('is the first line of the application, with its column and function', async () => {
    async function listPosts(): Promise<void> {
      await pool.query('select 1'); // in a function
    }
    const { queries } = await captureQueries(listPosts);
    expect(sitesOf(queries)).toEqual([line('in a function')]);
    expect(queries[0]?.callSite).toMatchObject({ file: __filename, column: 18, functionName: 'listPosts' });
  });

  it('is found below many frames of an ORM', async () => {
    const { queries } = await captureQueries(async () => {
      await orm.below(20, () => orm.lazily(pool, 'select 1')); // below the builder
      await orm.below(20, () => pool.query('select 2')); // below frames
    });
    expect(sitesOf(queries)[1]).toBe(line('below frames'));
  });

  it('is found when the query of a lazy builder settles', async () => {
    const client = await database.client();
    async function list(target: Pool | ClientBase): Promise<void> {
      await orm.lazily(target, 'select 1'); // lazily
    }
    const { queries } = await captureQueries(async () => {
      await list(pool);
      await list(client);
    });
    expect(sitesOf(queries)).toEqual([line('lazily'), line('lazily')]);
  });

  it('is found when the query of a lazy builder fails, which rejects as ever', async () => {
    let failure: unknown;
    const { queries } = await captureQueries(async () => {
      try {
        await orm.lazily(pool, 'select * from missing'); // lazily failing
      } catch (error) {
        failure = error;
      }
    });
    expect(failure).toMatchObject({ code: '42P01' });
    expect(sitesOf(queries)).toEqual([line('lazily failing')]);
  });

  it('is found when lazy builders of two captures share a connection', async () => {
    const both = await Promise.all([
      captureQueries(async () => {
        for (let id = 0; id < 3; id += 1) await orm.lazily(pool, 'select 1'); // one
      }),
      captureQueries(async () => {
        for (let id = 0; id < 3; id += 1) await orm.lazily(pool, 'select 2'); // two
      }),
    ]);
    expect(both.map(({ queries }) => sitesOf(queries))).toEqual([
      Array(3).fill(line('one')),
      Array(3).fill(line('two')),
    ]);
  });

  it('is found for a unit of work that sends its queries later', async () => {
    const { queries } = await captureQueries(async () => {
      await orm.flush(pool, 'select 1'); // flush
    });
    expect(sitesOf(queries)).toEqual([line('flush')]);
  });

  it('is where the transaction was begun when nothing else is known', async () => {
    const client = await database.client();
    const { queries } = await captureQueries(async () => {
      await client.query('begin'); // begin
      await orm.detached(client, 'select 1');
      await client.query('rollback');
      await orm.detached(client, 'select 2');
    });
    expect(sitesOf(queries)[0]).toBe(line('begin'));
    expect(queries.map(({ callSite }) => callSite?.fallback)).toEqual(['transaction', 'capture']);
  });

  it('is not where an earlier transaction was begun', async () => {
    const client = await database.client();
    const interceptor = new PgInterceptor().apply();
    await captureQueries(async () => {
      await client.query('begin');
      await client.query('rollback');
    });
    await client.query('begin');
    const inAnother = await captureQueries(() => orm.detached(client, 'select 1'));
    await captureQueries(() => client.query('begin'));
    await client.query('rollback');
    const inNone = await captureQueries(() => orm.detached(client, 'select 1'));
    interceptor.dispose();
    const found = [inAnother, inNone].flatMap(({ queries }) => queries);
    expect(found.map(({ transaction, callSite }) => [transaction, callSite?.fallback])).toEqual([
      [true, 'capture'],
      [false, 'capture'],
    ]);
  });

  it('is that of the capture when nothing else is known, and says so', async () => {
    const { queries } = await captureQueries(() => orm.detached(pool, 'select 1')); // capture
    expect(sitesOf(queries)).toEqual([line('capture')]);
    expect(queries[0]?.callSite?.fallback).toBe('capture');
  });

  it('is that of the inner of two captures when nothing else is known', async () => {
    const outer = await captureQueries(async () => {
      const inner = await captureQueries(() => orm.detached(pool, 'select 1')); // inner capture
      expect(sitesOf(inner.queries)).toEqual([line('inner capture')]);
    });
    expect(sitesOf(outer.queries)).not.toEqual([line('inner capture')]);
  });

  it('is undefined where neither a line nor that of the capture could be found', async () => {
    const { queries } = await orm.later(captureQueries, () => orm.detached(pool, 'select 1'));
    expect(queries.map(({ callSite }) => callSite)).toEqual([undefined]);
  });

  it('has no fallback where it is the own line of the query', async () => {
    const { queries } = await captureQueries(async () => {
      await pool.query('select 1');
    });
    expect(queries[0]?.callSite).not.toHaveProperty('fallback');
  });

  it('leaves how the application formats errors as it was', async () => {
    const { stackTraceLimit } = Error;
    const formatter = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')?.value as unknown;
    const { queries } = await captureQueries(() => pool.query('select 1'));
    expect(queries[0]?.callSite).toBeDefined();
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    expect(Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')?.value).toBe(formatter);
  });
});

describe('the option callSites', () => {
  async function located(callSites: CallSiteMode | undefined): Promise<boolean[]> {
    const { queries } = await captureQueries(
      async () => {
        for (let id = 0; id < 4; id += 1) await pool.query(`select ${id}`);
        await pool.query('select 1 as another_shape');
      },
      { callSites },
    );
    return queries.map(({ callSite }) => callSite !== undefined);
  }

  it('has every query located unless told otherwise', async () => {
    expect(await located(undefined)).toEqual([true, true, true, true, true]);
  });

  it('can have the first two queries of each shape located', async () => {
    expect(await located('first-two-per-shape')).toEqual([true, true, false, false, true]);
  });

  it('has every BEGIN located when it has queries located, for those without a line of their own', async () => {
    const client = await database.client();
    const { queries } = await captureQueries(
      async () => {
        for (const column of ['a', 'b', 'c']) {
          await client.query('begin'); // each begin
          await orm.detached(client, `select 1 as ${column}`);
          await client.query('rollback');
        }
      },
      { callSites: 'first-two-per-shape' },
    );
    expect(sitesOf(queries)).toEqual(Array(3).fill(line('each begin')));
  });

  it('can have none located', async () => {
    expect(await located('none')).toEqual([false, false, false, false, false]);
  });
});
