import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import { captureQueries } from '../../src/recording/capture-queries.js';
import { closePool } from '../support/close-pool.js';
import { makeQuery, observeRun } from '../support/make-query.js';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { useAtMostConnections } from '../../src/matchers/use-at-most-connections.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

let postgres: StartedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 3 });
});

beforeEach(async () => {
  const clients = await Promise.all([1, 2, 3].map(() => pool.connect()));
  for (const client of clients) client.release();
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

function check(action: () => unknown, most: unknown, isNot = false, options?: unknown) {
  return matchers.toUseAtMostConnections.call(plainContext(isNot), action, most, options);
}

const sideBySide = () => Promise.all([1, 2].map((id) => pool.query('select $1::int', [id])));

async function oneAfterTheOther(): Promise<void> {
  for (const id of [1, 2]) await pool.query('select $1::int', [id]);
}

/** Holds a connection while the pool is asked for another one. */
async function inside(): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select 1 as one');
    await pool.query('select 2 as two');
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** The message without the places of this file, and without times. */
const settled = async (assertion: ReturnType<typeof check>, isNot = false) =>
  (await messageOf(assertion, isNot))
    .replaceAll(/\(\S*?:\d+:\d+\)|\S+\.test\.ts:\d+:\d+/g, '(…)')
    .replace(/[\d.]+ ms/, '… ms');

describe('toUseAtMostConnections', () => {
  it('passes where no more are held at the same time', async () => {
    expect((await check(oneAfterTheOther, 1)).pass).toBe(true);
    expect((await check(sideBySide, 2)).pass).toBe(true);
    expect((await check(inside, 2)).pass).toBe(true);
  });

  it.each([
    [5, 'select $1::int', 3],
    [2, 'select pg_sleep($1::int * 0.001)', 2],
    [1, 'select $1::int', 1],
  ])('counts connections that a new pool of %i opens side by side, however quick %s is', async (max, sql, held) => {
    for (let round = 0; round < 5; round += 1) {
      const fresh = new pg.Pool({ connectionString: postgres.connectionString, max });
      const ofQueries = await captureQueries(() => Promise.all([1, 2, 3].map((id) => fresh.query(sql, [id]))));
      await closePool(fresh);
      const other = new pg.Pool({ connectionString: postgres.connectionString, max });
      const taking = async (id: number) => {
        const client = await other.connect();
        await client.query(sql, [id]);
        client.release();
      };
      const ofCheckouts = await captureQueries(() => Promise.all([1, 2, 3].map(taking)));
      await closePool(other);
      expect([ofQueries.connections, ofCheckouts.connections]).toEqual([held, held]);
    }
  });

  it('shows the queries that ran side by side', async () => {
    expect(await settled(check(sideBySide, 1))).toMatchInlineSnapshot(`
      "expect(action).toUseAtMostConnections(1)

      Expected connections at the same time: at most 1
      Received connections at the same time: 2 (1 too many)

        2×  select $1::int
            in (…)

        Queries side by side take a connection each: await one before the next, or load all with one query.

      Waited for connections of pools: … ms, added up."
    `);
  });

  it('shows a connection that is held while another one is asked for', async () => {
    expect(await settled(check(inside, 1))).toMatchInlineSnapshot(`
      "expect(action).toUseAtMostConnections(1)

      Expected connections at the same time: at most 1
      Received connections at the same time: 2 (1 too many)

        1×  idle after select $1 as one
            in inside (…)
            taken in inside (…)
        1×  select $1 as two
            in inside (…)

        Queries side by side take a connection each: await one before the next, or load all with one query.
        One that is taken is held until it is released: what runs meanwhile should run on it, or all callers wait for each other.

      Waited for connections of pools: … ms, added up.

      Not counted: 2 of transaction control (begin and commit)."
    `);
  });

  it('shows connections on which nothing runs', async () => {
    const taking = async () => {
      const clients = [await pool.connect(), await pool.connect()];
      await clients[1]?.query('select 1');
      for (const client of clients) client.release();
    };
    expect(await settled(check(taking, 1))).toMatchInlineSnapshot(`
      "expect(action).toUseAtMostConnections(1)

      Expected connections at the same time: at most 1
      Received connections at the same time: 2 (1 too many)

        1×  nothing has run on it
            taken in taking (…)
        1×  nothing has run on it
            taken in taking (…)

        Queries side by side take a connection each: await one before the next, or load all with one query.
        One that is taken is held until it is released: what runs meanwhile should run on it, or all callers wait for each other.

      Waited for connections of pools: … ms, added up."
    `);
  });

  it('leaves out one that had been given back', async () => {
    const action = async () => {
      const client = await pool.connect();
      await client.query('select 1 as early');
      client.release(true);
      await sideBySide();
    };
    const message = await settled(check(action, 1));
    expect(message).toContain('2×  select $1::int');
    expect(message).not.toContain('early');
  });

  it('shows that no more were held where more should be', async () => {
    expect(await settled(check(oneAfterTheOther, 1, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toUseAtMostConnections(1)

      Expected connections at the same time: more than 1
      Received connections at the same time: 1

        1×  select $1::int
            in oneAfterTheOther (…)

      Waited for connections of pools: … ms, added up."
    `);
    expect((await check(sideBySide, 1, true)).pass).toBe(false);
  });

  it('throws where nothing was sent, and where nobody knows on which connection', async () => {
    expect(String(await rejectionOf(check(() => undefined, 1)))).toMatch(
      /^MissingEvidenceError: toUseAtMostConnections\(\) saw no query, and without one there is nothing to judge\./,
    );
    const unknown = actionMatcher('toUseAtMostConnections', useAtMostConnections, observeRun);
    const run = () => ({ queries: [makeQuery('select 1')] });
    expect(String(await rejectionOf(unknown.call(plainContext(), run, 1)))).toMatchInlineSnapshot(
      `"MissingEvidenceError: toUseAtMostConnections() can't tell how many connections were held: none of the queries had been given one when the action settled. Await them in the action."`,
    );
  });

  it.each([0, -1, 1.5, '2', undefined])('refuses %j', async (most) => {
    expect((await rejectionOf(check(sideBySide, most))).message).toMatch(
      /^toUseAtMostConnections\(\) needs a number of connections from 1, received /,
    );
  });
});
