import knex from 'knex';
import type { ClientBase, Pool, PoolClient } from 'pg';
import { describe, expect, it } from 'vitest';
import { captureQueries, ignoreQueries, startCapture } from '../../src/index.js';
import { useDatabase } from './support/database.js';

const database = useDatabase();

function take(pool: Pool): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (client === undefined) reject(error ?? new Error('No client.'));
      else resolve(client);
    });
  });
}

const waysToTake = [
  ['with a promise', (pool: Pool) => pool.connect()],
  ['with a callback', take],
] as const;

async function inTransaction(client: ClientBase, run: () => Promise<unknown>): Promise<void> {
  await client.query('begin');
  await run();
  await client.query('commit');
}

describe('the connections of a capture', () => {
  async function held(action: () => unknown): Promise<number> {
    const { connections } = await captureQueries(action);
    return connections;
  }

  it('are none where nothing was sent', async () => {
    expect(await held(() => undefined)).toBe(0);
  });

  it('are as many as the queries of a pool that ran at the same time', async () => {
    const pool = await database.warmPool({ max: 3 });
    expect(await held(() => Promise.all([1, 2].map(() => pool.query('select 1'))))).toBe(2);
    expect(await held(() => Promise.all([1, 2, 3, 4, 5].map(() => pool.query('select 1'))))).toBe(3);
  });

  it('are one for queries of a pool that ran one after the other, whatever connection each got', async () => {
    const pool = await database.warmPool({ max: 3 });
    const count = await held(async () => {
      for (let id = 0; id < 5; id += 1) await pool.query('select 1');
    });
    expect(count).toBe(1);
  });

  it('include those that a pool opens for it', async () => {
    const pool = database.pool({ max: 3 });
    const count = await held(async () => {
      const client = await pool.connect();
      await pool.query('select 1');
      client.release();
    });
    expect(count).toBe(2);
  });

  it.each(waysToTake)('include a client that was taken %s, as long as it is not released', async (_way, connect) => {
    const pool = await database.warmPool({ max: 3 });
    const count = await held(async () => {
      const client = await connect(pool);
      await pool.query('select 1');
      client.release();
      await pool.query('select 2');
    });
    expect(count).toBe(2);
  });

  it.each(waysToTake)('do not include a client that was taken %s and released before', async (_way, connect) => {
    const pool = await database.warmPool({ max: 3 });
    const count = await held(async () => {
      for (let id = 0; id < 3; id += 1) {
        const client = await connect(pool);
        await client.query('select 1');
        client.release();
        await pool.query('select 2');
      }
    });
    expect(count).toBe(1);
  });

  it.each(waysToTake)('do not include a client that was taken %s and thrown away before', async (_way, connect) => {
    const pool = await database.warmPool({ max: 2 });
    const count = await held(async () => {
      const client = await connect(pool);
      client.release(true);
      const others = await Promise.all([connect(pool), connect(pool)]);
      for (const other of others) other.release();
    });
    expect(count).toBe(2);
  });

  it('do not include one that a query still waits for', async () => {
    const [pool, other] = [await database.warmPool({ max: 1 }), await database.client()];
    const blocking = await pool.connect();
    const count = await held(async () => {
      const waiting = pool.query('select 1');
      await other.query('select 2');
      blocking.release();
      await waiting;
    });
    expect(count).toBe(1);
  });

  it('include clients that are still held when the action returns', async () => {
    const pool = await database.warmPool({ max: 3 });
    const taken: PoolClient[] = [];
    const count = await held(async () => {
      for (let id = 0; id < 3; id += 1) taken.push(await pool.connect());
    });
    expect(count).toBe(3);
    for (const client of taken) client.release();
  });

  it('include clients of their own while a query runs on them', async () => {
    const [one, other] = [await database.client(), await database.client()];
    const inTurns = await held(async () => {
      await one.query('select 1');
      await other.query('select 2');
      await one.query('select 3');
    });
    expect(inTurns).toBe(1);
    expect(await held(() => Promise.all([one.query('select 1'), other.query('select 2')]))).toBe(2);
  });

  it('include clients of their own as long as they are in a transaction', async () => {
    const [one, other] = [await database.client(), await database.client()];
    expect(await held(() => inTransaction(one, () => other.query('select 1')))).toBe(2);
    const inTurns = await held(async () => {
      await inTransaction(one, () => one.query('select 1'));
      await inTransaction(other, () => other.query('select 2'));
    });
    expect(inTurns).toBe(1);
  });

  it('include those of the pool of an ORM, in a transaction and without one', async () => {
    const orm = knex({ client: 'pg', connection: database.connectionString, pool: { min: 0, max: 3 } });
    try {
      await orm.raw('select 0');
      const inTurns = await held(async () => {
        for (let id = 0; id < 5; id += 1) await orm.raw('select 1');
      });
      const besideTransaction = await held(() =>
        orm.transaction(async (transaction) => {
          await transaction.raw('select 1');
          await orm.raw('select 2');
          await transaction.raw('select 3');
        }),
      );
      expect([inTurns, besideTransaction]).toEqual([1, 2]);
    } finally {
      await orm.destroy();
    }
  });

  it('are those of each capture where several are open at once', async () => {
    const pool = await database.warmPool({ max: 4 });
    const run = (count: number) => () => Promise.all(Array.from({ length: count }, () => pool.query('select 1')));
    const counts = await Promise.all([held(run(1)), held(run(3))]);
    expect(counts).toEqual([1, 3]);
  });

  it('do not include those of ignored queries', async () => {
    const pool = await database.warmPool({ max: 3 });
    const count = await held(async () => {
      await pool.query('select 1');
      await ignoreQueries(async () => {
        const clients = await Promise.all([pool.connect(), pool.connect()]);
        await Promise.all(clients.map((client) => client.query('select 2')));
        for (const client of clients) client.release();
      });
    });
    expect(count).toBe(1);
  });

  it('are told by a window', async () => {
    const pool = await database.warmPool({ max: 3 });
    const capture = startCapture();
    await Promise.all([1, 2].map(() => pool.query('select 1')));
    const client = await pool.connect();
    client.release();
    capture.stop();
    expect(capture.connections).toBe(2);
    expect(capture.poolWaitMs).toBeGreaterThan(0);
  });
});

describe('the wait for a connection', () => {
  it('is that of a query of a pool, from the call until another one gave its connection back', async () => {
    const pool = await database.warmPool({ max: 1 });
    const { queries, poolWaitMs } = await captureQueries(() =>
      Promise.all([pool.query('select pg_sleep(0.05)'), pool.query('select 1')]),
    );
    const [first, second] = queries;
    const firstEndedAtMs = (first?.startedAtMs ?? 0) + (first?.durationMs ?? 0);
    expect(second?.poolWaitMs).toBeGreaterThanOrEqual(firstEndedAtMs - (second?.startedAtMs ?? 0));
    expect(second?.poolWaitMs).toBeLessThan(second?.durationMs ?? 0);
    expect(first?.poolWaitMs).toBeLessThan(second?.poolWaitMs ?? 0);
    expect(poolWaitMs).toBeCloseTo((first?.poolWaitMs ?? 0) + (second?.poolWaitMs ?? 0));
  });

  it.each(waysToTake)('is that of taking a client %s, and of the first query on it', async (_way, connect) => {
    const pool = await database.warmPool({ max: 1 });
    const blocking = await pool.connect();
    const { result, queries, poolWaitMs } = await captureQueries(async () => {
      const taking = connect(pool);
      await database.client().then((other) => other.query('select pg_sleep(0.02)'));
      blocking.release();
      const client = await taking;
      const takenAtMs = performance.now();
      await client.query('select 1');
      await client.query('select 2');
      client.release();
      return takenAtMs;
    });
    const [sleeping, first, second] = queries;
    expect(sleeping?.poolWaitMs).toBeUndefined();
    expect(first?.poolWaitMs).toBeGreaterThan(20);
    expect(first?.poolWaitMs).toBeLessThan(result - (sleeping?.startedAtMs ?? 0) + 1000);
    expect(second?.poolWaitMs).toBeUndefined();
    expect(poolWaitMs).toBe(first?.poolWaitMs);
  });

  it('is not told as long as it lasts', async () => {
    const pool = await database.warmPool({ max: 1 });
    const blocking = await pool.connect();
    const running: Promise<unknown>[] = [];
    const { queries, poolWaitMs } = await captureQueries(() => {
      running.push(pool.query('select 1'));
    });
    expect([queries[0]?.poolWaitMs, poolWaitMs]).toEqual([undefined, 0]);
    blocking.release();
    await Promise.all(running);
    expect(queries[0]?.poolWaitMs).toBeGreaterThan(0);
  });

  it('is told of queries and clients that got no connection in time', async () => {
    const pool = await database.warmPool({ max: 1 });
    const blocking = await pool.connect();
    // Not before: opening a connection takes longer on a busy machine.
    Object.assign(pool.options, { connectionTimeoutMillis: 20 });
    const { uncounted, poolWaitMs } = await captureQueries(async () => {
      await pool.query('select 1').catch(() => undefined);
      await pool.connect().catch(() => undefined);
    });
    blocking.release();
    expect(uncounted.map(({ uncounted: reason }) => reason)).toEqual(['unsent']);
    // A timer may fire a little early.
    expect(uncounted[0]?.poolWaitMs).toBeGreaterThan(15);
    expect(poolWaitMs).toBeGreaterThan((uncounted[0]?.poolWaitMs ?? 0) + 15);
  });

  it('is none on a client without a pool', async () => {
    const client = await database.client();
    const { queries, poolWaitMs } = await captureQueries(() => client.query('select 1'));
    expect([queries[0]?.poolWaitMs, poolWaitMs]).toEqual([undefined, 0]);
  });
});
