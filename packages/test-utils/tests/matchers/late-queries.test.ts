import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import { closePool } from '../support/close-pool.js';
import { messageOf, plainContext } from '../support/plain-context.js';

let postgres: StartedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 3 });
  await pool.query('create table author (id int primary key)');
  await pool.query('create table post (id int primary key, author_id int)');
  await pool.query('insert into author select generate_series(1, 20)');
  await pool.query('insert into post select id, id from author');
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

async function posts(limit: number): Promise<{ author_id: number }[]> {
  return (await pool.query<{ author_id: number }>('select * from post order by id limit $1', [limit])).rows;
}

async function author(id: number): Promise<unknown> {
  return (await pool.query('select * from author where id = $1', [id])).rows[0];
}

function counting(action: () => unknown, expected: number) {
  return matchers.toExecuteQueries.call(plainContext(), action, expected);
}

describe('toExecuteQueries, where the action does not await all that it sends', () => {
  const list = () => posts(2);
  const twoInTurn = () => author(1).then(() => author(2));
  const sentLate =
    /because of 1 query that was sent after the action had settled: .*\n\n {2}1× {2}select \* from author/;

  it('counts what was sent before it settled', async () => {
    const oneLeftRunning = async () => {
      await list();
      void author(1);
    };
    expect((await counting(oneLeftRunning, 2)).pass).toBe(true);
  });

  const later = () => void list();
  const afterMicrotasks = async (turns: number) => {
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    later();
  };

  it.each<[string, number, () => void]>([
    ['when a query that was left running has ended', 2, () => void twoInTurn()],
    [
      'in the next tick',
      1,
      () => {
        process.nextTick(later);
      },
    ],
    ['in the next turn of the event loop', 1, () => setImmediate(later)],
    ...[3, 8, 30].map((turns): [string, number, () => void] => [
      `after ${turns} microtasks`,
      1,
      () => void afterMicrotasks(turns),
    ]),
  ])('throws where a count that fits leaves out what was sent %s', async (_, expected, sendLate) => {
    const action = async () => {
      await list();
      sendLate();
    };
    await expect(counting(action, expected)).rejects.toThrow('sent after the action had settled');
  });

  it('throws for a count that is not wanted as well', async () => {
    const assertion = matchers.toExecuteQueries.call(plainContext(true), () => void twoInTurn(), 5);
    await expect(assertion).rejects.toThrow(sentLate);
  });

  it('notes it where the count does not fit, with its line', async () => {
    expect(await messageOf(counting(() => void twoInTurn(), 5))).toMatch(
      /Not counted: 1 query that was sent after the action had settled\. Await it in the action\.\n {2}1× {2}select \* from author where id = \$1 {2}\(1 row\)\n +in author \(/,
    );
  });

  it('does not take transaction control or a test with a clock of its own for it', async () => {
    vi.useFakeTimers();
    try {
      const committing = async () => {
        const client = await pool.connect();
        await client.query('begin');
        void client.query('select 1').then(() =>
          client.query('commit').finally(() => {
            client.release();
          }),
        );
      };
      expect((await counting(committing, 1)).pass).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not wait for a query that takes long', async () => {
    const asleep = await pool.connect();
    let isOver = false;
    const sleeping = () => void asleep.query('select pg_sleep(60)').catch(() => (isOver = true));
    expect((await counting(sleeping, 1)).pass).toBe(true);
    expect(isOver).toBe(false);
    asleep.release(true);
  });
});

describe('toNotScaleWithPageSize, where the action does not await all that it sends', () => {
  it('throws where what the action sends late may be what grows', async () => {
    const unawaited = async (limit: number) => {
      const page = await posts(limit);
      void author(1).then(() => Promise.all(page.map(({ author_id }) => author(author_id))));
      return page;
    };
    await expect(matchers.toNotScaleWithPageSize.call(plainContext(), unawaited)).rejects.toThrow(
      "toNotScaleWithPageSize() can't tell how many queries the action sends, because of 20 queries that were sent " +
        'after the action had settled at page sizes 2, 5 and 11',
    );
  });
});
