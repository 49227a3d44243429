import { describe, expect, it } from 'vitest';
import type { Query } from '../../src/recording/query.js';
import { explainProfile, type ProfiledQueries, type ProfileEnd } from '../../src/report/explain-profile.js';
import { authors, makeQuery, page, siteAt } from '../support/make-query.js';

const returned: ProfileEnd = { status: 'returned' };

function explain(queries: readonly Query[], details: Partial<ProfiledQueries> = {}, end = returned): string {
  const rows = queries.reduce((sum, query) => sum + (query.rows ?? 0), 0);
  const others = { uncounted: [], unattributed: [], durationMs: 20, driverSeen: true };
  return explainProfile('listPosts', { queries, rows, ...others, ...details }, end);
}

/** Queries of 2.5 ms, one after the other. */
function inTurn(queries: readonly Query[]): Query[] {
  return queries.map((query, index) => ({ ...query, startedAtMs: 100 + index * 2.5, durationMs: 2.5 }));
}

describe('a profile', () => {
  it('prints totals, and of each statement how often, rows, time, line and parent, the longest first', () => {
    expect(explain(inTurn([page(5), ...authors(5)]))).toMatchInlineSnapshot(`
      "listPosts: 6 queries, 10 rows, 20.0 ms (15.0 ms in queries)

        5×  5 rows  12.5 ms  select * from author where id = $1
                             in authorOf (src/posts.ts:24:5)
                             once per row of: select * from post order by id limit $1
                                              in listPosts (src/posts.ts:20:5)
                             one query instead: select * from author where id = any($1)
        1×  5 rows   2.5 ms  select * from post order by id limit $1
                             in listPosts (src/posts.ts:20:5)

      One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it('aligns figures', () => {
    expect(
      explain(inTurn([page(10), ...authors(10)]))
        .split('\n')
        .slice(2, 9),
    ).toEqual([
      '  10×  10 rows  25.0 ms  select * from author where id = $1',
      '                         in authorOf (src/posts.ts:24:5)',
      '                         once per row of: select * from post order by id limit $1',
      '                                          in listPosts (src/posts.ts:20:5)',
      '                         one query instead: select * from author where id = any($1)',
      '   1×  10 rows   2.5 ms  select * from post order by id limit $1',
      '                         in listPosts (src/posts.ts:20:5)',
    ]);
  });

  it('takes the same statement of two lines apart', () => {
    const elsewhere = makeQuery('select * from author where id = 9', 1, { callSite: siteAt('src/users.ts', 3) });
    expect(explain(inTurn([...authors(2), elsewhere]))).toMatchInlineSnapshot(`
      "listPosts: 3 queries, 3 rows, 20.0 ms (7.5 ms in queries)

        2×  2 rows  5.0 ms  select * from author where id = $1
                            in authorOf (src/posts.ts:24:5)
        1×   1 row  2.5 ms  select * from author where id = $1
                            in src/users.ts:3:5"
    `);
  });

  it('counts time that queries spend side by side once', () => {
    const times = [
      [0, 10],
      [2, 3],
      [8, 4],
      [20, 1],
    ] as const;
    const queries = times.map(([startedAtMs, durationMs]) => makeQuery('select 1', 1, { startedAtMs, durationMs }));
    expect(explain([...queries].reverse(), { durationMs: 21 }).split('\n')[0]).toBe(
      'listPosts: 4 queries, 4 rows, 21.0 ms (13.0 ms in queries)',
    );
  });

  it('says what failed, what still runs, and what has no rows', () => {
    const failed = makeQuery('select * from missing', null, { error: new Error('relation "missing" does not exist') });
    const running = makeQuery('select pg_sleep(1)', null, { durationMs: undefined });
    expect(explain([failed, running, running, makeQuery('select 1 + 1', 1)])).toMatchInlineSnapshot(`
      "listPosts: 4 queries, 1 row, 20.0 ms (1.0 ms in queries)

        1×         1.0 ms  select * from missing
                           call site unknown: no line of the application was on the stack
                           1 failed: relation "missing" does not exist
        1×  1 row  1.0 ms  select $1 + $2
                           call site unknown: no line of the application was on the stack
        2×                 select pg_sleep($1)
                           call site unknown: no line of the application was on the stack
                           2 still running: nothing waited for them"
    `);
  });

  it('says what was not counted, and what was adopted', () => {
    const uncounted = [
      makeQuery('begin', null, { uncounted: 'transaction' }),
      makeQuery('select 2 as seed', 1, { uncounted: 'ignored' }),
    ];
    expect(explain([makeQuery('select 1', 1, { attribution: 'adopted' })], { uncounted })).toMatchInlineSnapshot(`
      "listPosts: 1 query, 1 row, 20.0 ms (1.0 ms in queries)

        1×  1 row  1.0 ms  select $1
                           call site unknown: no line of the application was on the stack

      Not counted: 1 of transaction control (begin), 1 inside of ignoreQueries() (select $1 as seed).
      1 of 1 query came from outside the action, from a server or a timer, and was adopted: select $1."
    `);
  });

  it('says that queries could be those of another capture', () => {
    const unattributed = [makeQuery('select 1', 1, { attribution: 'ambiguous' })];
    expect(explain([], { unattributed })).toMatchInlineSnapshot(`
      "listPosts: 0 queries, 0 rows, 20.0 ms

      The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process?

      profileQueries() can't tell which capture caused 1 query: sent outside of any action's context, by a server or a timer, or together with those of others, as Prisma does with findUnique() and $transaction([…]), while several captures were open. Run such tests one after the other, or call the handler in the test instead of a server that was started before it.

        1×  select $1  (1 row)
            call site unknown: no line of the application was on the stack"
    `);
  });

  it('says how a call ended that threw', () => {
    const error: unknown = new RangeError('too many');
    expect(explain([], {}, { status: 'threw', error })).toMatchInlineSnapshot(`
      "listPosts threw RangeError: 0 queries, 0 rows, 20.0 ms

      The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process?"
    `);
    expect(explain([], {}, { status: 'threw', error: 'a string' }).split('\n')[0]).toMatchInlineSnapshot(
      `"listPosts threw: 0 queries, 0 rows, 20.0 ms"`,
    );
  });

  it('says that no driver was seen', () => {
    expect(explain([], { driverSeen: false })).toMatchInlineSnapshot(`
      "listPosts: 0 queries, 0 rows, 20.0 ms

      profileQueries() saw no copy of \`pg\`: nothing in this process has made a client of it, so that no query could be seen. Run the code under test in the process of the test, on the driver \`pg\`; other drivers and other processes are out of sight."
    `);
  });

  it('only counts statements beyond the first twenty', () => {
    const queries = Array.from({ length: 25 }, (_, index) => makeQuery(`select ${'x'.repeat(index + 1)}`, 7));
    const twice = [...queries, ...queries.slice(-2)].map((query, index) => ({ ...query, durationMs: 100 - index }));
    const lines = explain(twice).split('\n');
    expect(lines).toHaveLength(2 + 20 * 2 + 1);
    expect(lines.at(-1)).toBe('  and 5 more statements, which ran 5 times');
  });
});
