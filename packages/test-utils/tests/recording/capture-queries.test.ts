import { inspect } from 'node:util';
import type { Pool } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { captureQueries, InvalidActionError, queriesBeforeError } from '../../src/index.js';
import { runCapture } from '../../src/recording/run-capture.js';
import { useDatabase } from '../interceptor/support/database.js';
import { textsOf } from '../interceptor/support/marked-lines.js';

const database = useDatabase();

let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
  await pool.query(
    'create table if not exists author (id int); create table if not exists post (id int, author_id int)',
  );
});

async function listPosts(): Promise<number> {
  await pool.query('select * from post');
  await pool.query('select * from author where id = $1', [1]);
  await pool.query('select * from author where id = $1', [2]);
  await pool.query('insert into author values (3), (4)');
  await pool.query('select * from post join author on author.id = post.author_id');
  return 42;
}

describe('captureQueries', () => {
  it('returns what the action returned', async () => {
    expect((await captureQueries(listPosts)).result).toBe(42);
    expect((await captureQueries(() => 'not a promise')).result).toBe('not a promise');
  });

  it('groups what the action sent by shape, kind and table', async () => {
    const { queries, byShape, byKind, byTable } = await captureQueries(listPosts);
    const counts = (groups: ReadonlyMap<string, readonly unknown[]>): Record<string, number> =>
      Object.fromEntries([...groups].map(([key, group]) => [key, group.length]));
    expect(queries).toHaveLength(5);
    expect([...byShape.values()].map((group) => group.length)).toEqual([1, 2, 1, 1]);
    expect(counts(byKind)).toEqual({ select: 4, insert: 1 });
    expect(counts(byTable)).toEqual({ post: 2, author: 4 });
    await pool.query('truncate author');
  });

  it('sums rows and round trips, and measures the action', async () => {
    const { rows, roundTrips, durationMs } = await captureQueries(async () => {
      await pool.query('select n from generate_series(1, 7) as n');
      await pool.query('select pg_sleep(0.02)');
      await pool.query('create temp table nothing ()');
    });
    expect({ rows, roundTrips }).toEqual({ rows: 8, roundTrips: 3 });
    expect(durationMs).toBeGreaterThanOrEqual(18);
  });

  it('starts a lazy thenable inside of the capture', async () => {
    const lazy: PromiseLike<unknown> = {
      then: (fulfilled, rejected) => pool.query('select 1').then(fulfilled, rejected),
    };
    const { queries } = await captureQueries(() => lazy);
    expect(queries.map(({ attribution }) => attribution)).toEqual(['scope']);
  });

  it('keeps values only when asked to', async () => {
    const action = async (): Promise<void> => {
      const values = [1, 'two'];
      await pool.query('select $1::int, $2::text', values);
      values.push('changed afterwards');
      await pool.query({ text: 'select $1::int', values: [3] });
      await pool.query('select 4');
    };
    const hidden = await captureQueries(action);
    const shown = await captureQueries(action, { values: true });
    expect(hidden.queries.map(({ values }) => values)).toEqual([undefined, undefined, undefined]);
    expect(shown.queries.map(({ values }) => values)).toEqual([[1, 'two'], [3], []]);
  });

  it('shows values only to the one of two nested captures that asked for them', async () => {
    const outer = await captureQueries(() => captureQueries(() => pool.query('select $1::int', [1])), { values: true });
    expect(outer.queries.map(({ values }) => values)).toEqual([[1]]);
    expect(outer.result.queries.map(({ values }) => values)).toEqual([undefined]);
  });

  it('counts a query that has not ended, and shows its rows when it has', async () => {
    let running: Promise<unknown> | undefined;
    const client = await database.client();
    const { queries } = await captureQueries(() => {
      running = client.query('select n from generate_series(1, 3) as n');
    });
    expect(queries.map(({ rows, durationMs }) => [rows, durationMs])).toEqual([[undefined, undefined]]);
    await running;
    expect(queries.map(({ rows }) => rows)).toEqual([3]);
    expect(queries[0]?.durationMs).toBeGreaterThan(0);
  });

  it('prints and serialises queries as plain data', async () => {
    const { queries } = await captureQueries(() => pool.query('select 1'), { callSites: 'none' });
    const [query] = queries;
    expect(JSON.parse(JSON.stringify(query))).toMatchObject({ sql: 'select 1', kind: 'select', rows: 1 });
    expect(inspect(query)).toContain("sql: 'select 1'");
  });

  it('throws the error of the action as it is, and tells what was sent before', async () => {
    const failure = new Error('no posts');
    const caught: unknown = await captureQueries(async () => {
      await pool.query('select 1');
      throw failure;
    }).catch((error: unknown) => error);
    expect(caught).toBe(failure);
    expect(textsOf(queriesBeforeError(caught)?.queries ?? [])).toEqual(['select 1']);
    expect(queriesBeforeError(new Error('another'))).toBeUndefined();
    expect(queriesBeforeError('a string')).toBeUndefined();
  });

  it('throws what an action throws synchronously, and starts the next capture clean', async () => {
    const failing = captureQueries(() => {
      throw new RangeError('at once');
    });
    await expect(failing).rejects.toThrow(RangeError);
    const { queries } = await captureQueries(() => pool.query('select 1'));
    expect(queries).toHaveLength(1);
  });

  it.each([
    ['a Promise', Promise.resolve()],
    ['undefined', undefined],
    ['null', null],
    ['an array', []],
    ['an object', {}],
    ['a number', 7],
  ])('refuses %s in place of an action', async (described, action) => {
    const refusal: unknown = await captureQueries(action as never).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidActionError);
    expect((refusal as Error).message).toBe(
      `captureQueries() needs a function, received ${described}: its queries must be sent while they are counted. ` +
        'Pass `() => listPosts()`, not `listPosts()`.',
    );
  });
});

describe('runCapture', () => {
  it('tells how the action ended, and never rejects', async () => {
    const returned = await runCapture(() => 1);
    const thrown = await runCapture(() => Promise.reject(new Error('no')));
    expect(returned).toMatchObject({ status: 'returned', result: 1 });
    expect(thrown).toMatchObject({ status: 'threw', error: new Error('no') });
  });

  it('tells whether a copy of pg was seen', async () => {
    expect((await runCapture(() => undefined)).driverSeen).toBe(true);
  });
});
