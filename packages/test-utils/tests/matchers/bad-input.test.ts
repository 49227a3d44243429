import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/recording/capture-queries.js';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import { closePool } from '../support/close-pool.js';
import { plainContext, rejectionOf } from '../support/plain-context.js';

let postgres: StartedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 2 });
  // Idle connections of a server that ends them report it here.
  pool.on('error', () => undefined);
  await pool.query('create table post (id int primary key)');
  await pool.query('insert into post select generate_series(1, 20)');
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

async function posts(limit: number): Promise<unknown[]> {
  return (await pool.query<{ id: number }>('select * from post order by id limit $1', [limit])).rows;
}

function counting(action: unknown, expected: unknown) {
  return matchers.toExecuteQueries.call(plainContext(), action, expected);
}

function scaling(action: unknown, options?: unknown) {
  return matchers.toNotScaleWithPageSize.call(plainContext(), action, options);
}

// Whatever a test leaves behind would show in the counts of the next one.
afterEach(async () => {
  expect((await counting(() => posts(3), 1)).pass).toBe(true);
  expect((await scaling(posts)).pass).toBe(true);
});

/** The message without the lines and columns of this file. */
function withoutLines({ message }: Error): string {
  return message.replaceAll(/:\d+:\d+\)/g, ')').replaceAll(/\(.*bad-input/g, '(bad-input');
}

describe('where the database goes away in the middle', () => {
  async function endingItsConnection(limit: number): Promise<unknown[]> {
    const client = await pool.connect();
    client.on('error', () => undefined);
    try {
      const page = await client.query<{ id: number }>('select * from post order by id limit $1', [limit]);
      await client.query('select pg_terminate_backend(pg_backend_pid())');
      return page.rows;
    } finally {
      client.release(true);
    }
  }

  it('rejects with the error of pg and what had been counted', async () => {
    const rejection = await rejectionOf(counting(() => endingItsConnection(2), 2));
    expect(rejection).toBeInstanceOf(pg.DatabaseError);
    expect(withoutLines(rejection)).toMatchInlineSnapshot(`
      "terminating connection due to administrator command

      The action of toExecuteQueries() threw this, after 2 queries:
        1×  select * from post order by id limit $1  (2 rows)
            in endingItsConnection (bad-input.test.ts)
        1×  select pg_terminate_backend(pg_backend_pid())
            in endingItsConnection (bad-input.test.ts)
            1 failed: terminating connection due to administrator command"
    `);
  });

  it('says at which page size', async () => {
    const rejection = await rejectionOf(
      scaling((size: number) => (size === 5 ? endingItsConnection(size) : posts(size))),
    );
    expect(withoutLines(rejection)).toMatchInlineSnapshot(`
      "terminating connection due to administrator command

      The action of toNotScaleWithPageSize() threw this at page size 5, after 2 queries:
        1×  select * from post order by id limit $1  (5 rows)
            in endingItsConnection (bad-input.test.ts)
        1×  select pg_terminate_backend(pg_backend_pid())
            in endingItsConnection (bad-input.test.ts)
            1 failed: terminating connection due to administrator command"
    `);
  });

  it('rejects where the whole server is stopped, with what had been counted', async () => {
    const other = await startPostgres();
    const otherPool = new pg.Pool({ connectionString: other.connectionString, max: 1 });
    otherPool.on('error', () => undefined);
    const stoppingTheServer = async () => {
      await otherPool.query('select 1 as before');
      await otherPool.end();
      await other.stop();
      const client = new pg.Client({ connectionString: other.connectionString });
      await client.connect();
    };
    const rejection = await rejectionOf(counting(stoppingTheServer, 1));
    expect(rejection).toMatchObject({ code: 'ECONNREFUSED' });
    expect(rejection.message).toMatch(
      /The action of toExecuteQueries\(\) threw this, after 1 query:\n +1× +select \$1 as before/,
    );
  });

  it('says that reset could not reach it', async () => {
    const reset = () => endingItsConnection(1);
    expect((await rejectionOf(scaling(posts, { reset }))).message).toMatchInlineSnapshot(`
      "terminating connection due to administrator command

      \`reset\` of toNotScaleWithPageSize() threw this before the run at page size 2."
    `);
  });
});

describe('a matcher inside of a matcher', () => {
  const inner = () => counting(() => posts(2), 1);

  it('is refused, with the names of both', async () => {
    expect(String(await rejectionOf(counting(inner, 1)))).toMatchInlineSnapshot(`
      "MatcherError: toExecuteQueries() was called in the action of toExecuteQueries(), which would count its queries as well. Await one after the other, or capture the queries once and assert on that: \`expect(capture).toHaveExecutedQueries(…)\`.

      The action of toExecuteQueries() threw this, after 0 queries"
    `);
    expect((await rejectionOf(scaling(inner))).message).toMatch(
      /^toExecuteQueries\(\) was called in the action of toNotScaleWithPageSize\(\)/,
    );
    expect((await rejectionOf(counting(() => scaling(posts), 1))).message).toMatch(
      /^toNotScaleWithPageSize\(\) was called in the action of toExecuteQueries\(\)/,
    );
    const agreeing = () => matchers.toAgreeWith.call(plainContext(), posts, posts, {});
    expect((await rejectionOf(counting(agreeing, 1))).message).toMatch(
      /^toAgreeWith\(\) was called in the action of toExecuteQueries\(\)/,
    );
    const growing = () => matchers.toNotScaleWith.call(plainContext(), posts, () => undefined);
    expect((await rejectionOf(counting(growing, 1))).message).toMatch(
      /^toNotScaleWith\(\) was called in the action of toExecuteQueries\(\)/,
    );
  });

  it('is fine inside of a capture, which counts its queries too', async () => {
    let result: Awaited<ReturnType<typeof counting>> | undefined;
    const capture = await captureQueries(async () => {
      result = await inner();
    });
    expect(result?.pass).toBe(true);
    expect(capture.queries).toHaveLength(1);
  });

  it('is fine before and after the action', async () => {
    const reset = inner;
    expect((await scaling(posts, { reset })).pass).toBe(true);
  });

  it('is fine once the action has settled', async () => {
    let settle = (): void => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    let later: ReturnType<typeof counting> | undefined;
    const leaving = () => {
      later = settled.then(() => counting(() => posts(2), 1));
      return posts(1);
    };
    expect((await counting(leaving, 1)).pass).toBe(true);
    settle();
    expect((await later)?.pass).toBe(true);
  });
});

describe('an action that throws before it sends anything', () => {
  it.each([
    [
      'at once',
      () => {
        throw new RangeError('no such page');
      },
    ],
    ['later', () => Promise.reject(new RangeError('no such page'))],
  ])('%s', async (_, action) => {
    expect(String(await rejectionOf(counting(action, 0)))).toBe(
      'RangeError: no such page\n\nThe action of toExecuteQueries() threw this, after 0 queries',
    );
  });
});
