import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { executeQueries, type ExpectedQueries } from '../../src/matchers/execute-queries.js';
import type { Observation, Observe } from '../../src/recording/scaling/observation.js';
import { authors, makeQuery, observeRun, page, siteAt, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toExecuteQueries = actionMatcher('toExecuteQueries', executeQueries, observeRun);

function check(run: Run | undefined, expected: ExpectedQueries, isNot = false) {
  return toExecuteQueries.call(plainContext(isNot), () => run, expected);
}

const uncounted = [
  makeQuery('BEGIN', 0, { uncounted: 'transaction' }),
  makeQuery('COMMIT', 0, { uncounted: 'transaction' }),
  makeQuery('select version();', 1, { uncounted: 'setup' }),
  makeQuery('select 1', null, { uncounted: 'unsent' }),
];

describe('toExecuteQueries', () => {
  it.each([
    [3, true],
    [2, false],
    [4, false],
    [{ min: 3, max: 3 }, true],
    [{ max: 3 }, true],
    [{ max: 2 }, false],
    [{ min: 3 }, true],
    [{ min: 4 }, false],
  ])('with %j for three queries: %s', async (expected, pass) => {
    expect((await check({ queries: [page(2), ...authors(2)] }, expected)).pass).toBe(pass);
  });

  it('explains too many: grouped by shape, with rows, lines, the parent and the batched form', async () => {
    const run = { queries: [page(50), ...authors(50)], observation: { uncounted } };
    expect(await messageOf(check(run, 2))).toMatchInlineSnapshot(`
      "expect(action).toExecuteQueries(2)

      Expected queries: 2
      Received queries: 51 (49 too many)

        50×  select * from author where id = $1  (50 rows)
             in authorOf (src/posts.ts:24:5)
             once per row of: select * from post order by id limit $1
             one query instead: select * from author where id = any($1)
         1×  select * from post order by id limit $1  (50 rows)
             in listPosts (src/posts.ts:20:5)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Not counted: 2 of transaction control (begin and commit), 1 of connection set-up (select version()), 1 that never reached a connection (select $1)."
    `);
  });

  it('explains too few', async () => {
    expect(await messageOf(check({ queries: [page(2)] }, 2))).toMatchInlineSnapshot(`
      "expect(action).toExecuteQueries(2)

      Expected queries: 2
      Received queries: 1 (1 too few)

        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)"
    `);
  });

  it('explains none', async () => {
    expect(await messageOf(check({ queries: [] }, 2))).toMatchInlineSnapshot(`
      "expect(action).toExecuteQueries(2)

      Expected queries: 2
      Received queries: 0 (2 too few)

      The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process?"
    `);
    expect(await messageOf(check({ queries: [], observation: { uncounted } }, { min: 1, max: 2 })))
      .toMatchInlineSnapshot(`
      "expect(action).toExecuteQueries({ min: 1, max: 2 })

      Expected queries: 1 to 2
      Received queries: 0 (1 too few)

      The action sent only queries that do not count. Does it await its work, does a cache answer, or does the server under test run in another process?

      Not counted: 2 of transaction control (begin and commit), 1 of connection set-up (select version()), 1 that never reached a connection (select $1)."
    `);
  });

  it('explains a count that was not wanted', async () => {
    expect(await messageOf(check({ queries: [page(2)] }, 1, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toExecuteQueries(1)

      Expected queries: not 1
      Received queries: 1

        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)"
    `);
  });

  it.each<[ExpectedQueries, string]>([
    [1, 'not 1'],
    [{ min: 1 }, '0'],
    [{ max: 1 }, 'more than 1'],
    [{ min: 1, max: 2 }, '0 or more than 2'],
  ])('says what else was expected: not %j', async (expected, printed) => {
    expect(await messageOf(check({ queries: [page(2)] }, expected, true), true)).toContain(
      `Expected queries: ${printed}\nReceived queries: 1\n`,
    );
  });

  it('explains bounds, failed queries, unknown rows and long statements', async () => {
    const columns = Array.from({ length: 30 }, (_, index) => `"Post"."column_${index}" AS "Post_column_${index}"`).join(
      ', ',
    );
    const queries = [
      makeQuery(`SELECT ${columns} FROM "post" "Post" WHERE "Post"."id" IN ($1, $2)`, null),
      makeQuery('insert into a values (1)', null, { error: new Error('duplicate key'), attribution: 'adopted' }),
      makeQuery('insert into a values (1)', null, { callSite: siteAt('src/a.ts', 1) }),
    ];
    expect(await messageOf(check({ queries }, { max: 2 }))).toMatchInlineSnapshot(`
      "expect(action).toExecuteQueries({ max: 2 })

      Expected queries: at most 2
      Received queries: 3 (1 too many)

        2×  insert into a values ($1)
            in src/a.ts:1:5
            1 failed: duplicate key
        1×  select … from post "Post" where "Post".id in (…)
            call site unknown: no line of the application was on the stack

      1 of 3 queries came from outside the action, from a server or a timer, and was adopted: insert into a values ($1)."
    `);
  });

  it('names no parent that row counts do not prove', async () => {
    expect(await messageOf(check({ queries: [page(3), ...authors(2)] }, 1))).not.toContain('as often as');
  });

  it('throws where no pg was seen, also for an expected 0 and with .not', async () => {
    const run = { queries: [], observation: { sawPg: false } };
    expect(String(await rejectionOf(check(run, 0)))).toMatchInlineSnapshot(
      `"MissingEvidenceError: toExecuteQueries() saw no copy of \`pg\`: nothing in this process has made a client of it, so that no query could be seen. Run the code under test in the process of the test, on the driver \`pg\`; other drivers and other processes are out of sight."`,
    );
    expect((await rejectionOf(check(run, 1, true))).name).toBe('MissingEvidenceError');
  });

  it('throws where queries could belong to another capture', async () => {
    const run = { queries: [page(2)], observation: { unattributed: authors(2) } };
    expect(String(await rejectionOf(check(run, 1)))).toMatchInlineSnapshot(`
      "MissingEvidenceError: toExecuteQueries() can't tell which capture caused 2 queries: sent outside of any action's context, by a server or a timer, or together with those of others, as Prisma does with findUnique() and $transaction([…]), while several captures were open. Run such tests one after the other, or call the handler in the test instead of a server that was started before it.

        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)"
    `);
  });

  describe('where queries were sent after the action had settled', () => {
    const run = { queries: [page(2)], observation: { late: authors(1) } };

    it('notes them with a count that does not fit', async () => {
      expect(await messageOf(check(run, 2))).toMatchInlineSnapshot(`
        "expect(action).toExecuteQueries(2)

        Expected queries: 2
        Received queries: 1 (1 too few)

          1×  select * from post order by id limit $1  (2 rows)
              in listPosts (src/posts.ts:20:5)

        Not counted: 1 query that was sent after the action had settled. Await it in the action.
          1×  select * from author where id = $1  (1 row)
              in authorOf (src/posts.ts:24:5)"
      `);
    });

    it.each([
      [1, false],
      [2, true],
    ])('throws for an assertion that would hold: %s, negated: %s', async (expected, isNot) => {
      expect(String(await rejectionOf(check(run, expected, isNot)))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toExecuteQueries() can't tell how many queries the action sends, because of 1 query that was sent after the action had settled: what comes then is not counted. Await it in the action.

          1×  select * from author where id = $1  (1 row)
              in authorOf (src/posts.ts:24:5)"
      `);
    });
  });

  it.each([
    ['a Promise', Promise.resolve([])],
    ['a string', 'posts'],
  ])('refuses %s', async (received, subject) => {
    expect(String(await rejectionOf(toExecuteQueries.call(plainContext(), subject, 1)))).toBe(
      `InvalidActionError: toExecuteQueries() needs a function, received ${received}: its queries must be sent while they are counted. ` +
        'Pass `() => listPosts()`, not `listPosts()`.',
    );
  });

  it.each([
    [-1, '-1'],
    [1.5, '1.5'],
    ['2', "'2'"],
    [undefined, 'undefined'],
    [{}, '{}'],
    [{ min: 3, max: 2 }, '{ min: 3, max: 2 }'],
    [{ min: 'a' }, "{ min: 'a' }"],
    [null, 'null'],
    [{ min: -1 }, '{ min: -1 }'],
    [{ min: 0.5, max: 2 }, '{ min: 0.5, max: 2 }'],
    [{ max: 1.5 }, '{ max: 1.5 }'],
    [{ select: 1, max: 2 }, '{ select: 1, max: 2 }'],
    [{ select: 'one' }, "{ select: 'one' }"],
    [{ reads: 1 }, '{ reads: 1 }'],
    [{ tables: {} }, '{ tables: {} }'],
    [{ tables: { author: -1 } }, '{ tables: { author: -1 } }'],
    [{ tables: undefined }, '{ tables: undefined }'],
  ])('refuses %j as expected number', async (expected, printed) => {
    expect(String(await rejectionOf(check({}, expected as ExpectedQueries)))).toBe(
      'MatcherError: toExecuteQueries() needs a number of queries, { min, max }, or numbers by kind ({ select: 1 }) ' +
        `or by table ({ tables: { users: 1 } }), received ${printed}.`,
    );
  });

  it('throws for a mere upper limit where no query was sent', async () => {
    expect(String(await rejectionOf(check({}, { max: 3 })))).toMatchInlineSnapshot(
      `"MissingEvidenceError: toExecuteQueries() saw no query, and without one there is nothing to judge. The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process? If none is right, say so: \`toExecuteNoQueries()\`."`,
    );
    expect((await rejectionOf(check({}, { max: 3 }, true))).name).toBe('MissingEvidenceError');
    expect((await check({}, { min: 0, max: 3 })).pass).toBe(true);
    expect((await check({}, { min: 1 })).pass).toBe(false);
  });

  describe('by kind and by table', () => {
    const insert = makeQuery('insert into view_log (post_id) values (1)', 1, {
      callSite: siteAt('src/posts.ts', 30, 'log'),
    });
    const join = makeQuery('select * from post join author on author.id = post.author_id', 2);
    const now = makeQuery('select now()', 1);

    it.each<[ExpectedQueries, boolean]>([
      [{ select: 3, insert: 1 }, true],
      [{ select: 3 }, false],
      [{ select: 3, insert: 1, update: 0 }, true],
      [{ select: 2, insert: 1 }, false],
      [{ select: 4, insert: 1 }, false],
      [{ select: 3, insert: 1, delete: 1 }, false],
      [{ tables: { post: 1, author: 2, view_log: 1 } }, true],
      [{ tables: { post: 1, author: 2 } }, false],
      [{ tables: { post: 1, author: 2, view_log: 1, tag: 0 } }, true],
      [{ select: 3, insert: 1, tables: { post: 1, author: 2, view_log: 1 } }, true],
      [{ select: 3, insert: 1, tables: { post: 1, author: 1, view_log: 1 } }, false],
      [{ select: 2, insert: 2, tables: { post: 1, author: 2, view_log: 1 } }, false],
    ])('with %j: %s', async (expected, pass) => {
      expect((await check({ queries: [page(2), ...authors(2), insert] }, expected)).pass).toBe(pass);
    });

    it('counts a query of several tables for each', async () => {
      expect((await check({ queries: [join] }, { tables: { post: 1, author: 1 } })).pass).toBe(true);
      expect((await check({ queries: [join] }, { tables: { post: 1 } })).pass).toBe(false);
    });

    it('expects no query without a table where tables are named', async () => {
      expect((await check({ queries: [page(2), now] }, { tables: { post: 1 } })).pass).toBe(false);
    });

    it('explains which kinds are missing or too many, with their statements and the reads that they follow', async () => {
      const queries = [page(2), ...authors(2), insert, insert];
      expect(await messageOf(check({ queries, observation: { uncounted } }, { select: 1, update: 2 })))
        .toMatchInlineSnapshot(`
          "expect(action).toExecuteQueries({ select: 1, update: 2 })

          Expected queries: 1 select and 2 update
          Received queries: 3 select and 2 insert

          select: 2 too many
            2×  select * from author where id = $1  (2 rows)
                in authorOf (src/posts.ts:24:5)
                once per row of: select * from post order by id limit $1
                one query instead: select * from author where id = any($1)
            1×  select * from post order by id limit $1  (2 rows)
                in listPosts (src/posts.ts:20:5)

            One query for all rows: a list of keys, a join, or the eager loading of the ORM.

          insert: 2 too many
            2×  insert into view_log (post_id) values ($1)  (2 rows)
                in log (src/posts.ts:30:5)

          update: 2 too few

          Not counted: 2 of transaction control (begin and commit), 1 of connection set-up (select version()), 1 that never reached a connection (select $1)."
        `);
    });

    it('explains which tables are missing or too many', async () => {
      const queries = [page(2), ...authors(2), join, now];
      expect(await messageOf(check({ queries }, { tables: { post: 2, author: 1, tag: 1 } }))).toMatchInlineSnapshot(`
        "expect(action).toExecuteQueries({ tables: { post: 2, author: 1, tag: 1 } })

        Expected queries: 2 of post, 1 of author and 1 of tag
        Received queries: 2 of post, 3 of author and 1 of no table

        of author: 2 too many
          2×  select * from author where id = $1  (2 rows)
              in authorOf (src/posts.ts:24:5)
              once per row of: select * from post order by id limit $1
              one query instead: select * from author where id = any($1)
          1×  select * from post join author on author.id = post.author_id  (2 rows)
              call site unknown: no line of the application was on the stack

          One query for all rows: a list of keys, a join, or the eager loading of the ORM.

        of tag: 1 too few

        of no table: 1 too many
          1×  select now()  (1 row)
              call site unknown: no line of the application was on the stack"
      `);
    });

    it('explains numbers that were not wanted, and none at all', async () => {
      expect(await messageOf(check({ queries: [page(2)] }, { select: 1 }, true), true)).toMatchInlineSnapshot(`
        "expect(action).not.toExecuteQueries({ select: 1 })

        Expected queries: not 1 select
        Received queries: 1 select

          1×  select * from post order by id limit $1  (2 rows)
              in listPosts (src/posts.ts:20:5)"
      `);
      expect(await messageOf(check({}, { select: 1 }))).toMatchInlineSnapshot(`
        "expect(action).toExecuteQueries({ select: 1 })

        Expected queries: 1 select
        Received queries: 0

        The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process?"
      `);
    });
  });

  it('prints values only where asked to', async () => {
    const byId = (id: number) => makeQuery('select * from author where id = $1', 1, { values: [id] });
    const run = { queries: [1, 2, 2, 3, 4, 5, 6, 7].map(byId) };
    expect(await messageOf(check(run, 1))).not.toContain('values');
    const shown = toExecuteQueries.call(plainContext(), () => run, 1, { showValues: true });
    expect(await messageOf(shown)).toMatchInlineSnapshot(`
      "expect(action).toExecuteQueries(1, { showValues: true })

      Expected queries: 1
      Received queries: 8 (7 too many)

        8×  select * from author where id = $1  (8 rows)
            call site unknown: no line of the application was on the stack
            values: [ 1 ], [ 2 ], [ 3 ], [ 4 ], [ 5 ], and 2 more"
    `);
    const perKind = toExecuteQueries.call(plainContext(), () => run, { select: 1 }, { showValues: true });
    expect(await messageOf(perKind)).toContain('values: [ 1 ], [ 2 ], [ 3 ], [ 4 ], [ 5 ], and 2 more');
  });

  it('says where to find what is not printed', async () => {
    const queries = Array.from({ length: 23 }, (_, index) => makeQuery(`select * from table_${index}`));
    expect(await messageOf(check({ queries }, 1))).toContain(
      'and 3 more statements; `byShape` of captureQueries() has all',
    );
  });

  it.each<[unknown, string]>([
    [{ values: true }, 'takes the options strict and showValues, received { values: true }.'],
    ['showValues', "takes the options strict and showValues, received 'showValues'."],
    ['', "takes the options strict and showValues, received ''."],
    [5, 'takes the options strict and showValues, received 5.'],
    [{ showValues: 'yes' }, "takes true or false for `showValues`, received 'yes'."],
    [{ strict: 1 }, 'takes true or false for `strict`, received 1.'],
  ])('refuses %j as options', async (options, message) => {
    const rejection = await rejectionOf(toExecuteQueries.call(plainContext(), () => ({}), 1, options));
    expect(String(rejection)).toBe(`MatcherError: toExecuteQueries() ${message}`);
  });

  describe('where the action throws', () => {
    function throwing(error: unknown): Observe {
      return <Result>() => {
        const observation: Observation<Result> = {
          ...{ outcome: { status: 'threw', error }, queries: [page(2)] },
          ...{ uncounted: [], unattributed: [], late: [], sawPg: true },
        };
        return Promise.resolve(observation);
      };
    }
    const failing = (error: unknown) =>
      rejectionOf(
        actionMatcher('toExecuteQueries', executeQueries, throwing(error)).call(plainContext(), () => undefined, 1),
      );

    it('rejects with that very error, with what had been counted', async () => {
      const error = new RangeError('no such page');
      expect(await failing(error)).toBe(error);
      expect(String(error)).toMatchInlineSnapshot(`
        "RangeError: no such page

        The action of toExecuteQueries() threw this, after 1 query:
          1×  select * from post order by id limit $1  (2 rows)
              in listPosts (src/posts.ts:20:5)"
      `);
      expect(error.stack?.startsWith(String(error))).toBe(true);
    });

    it('rejects with an error of its own where that one can not be added to', async () => {
      expect((await failing(Object.freeze(new Error('frozen')))).cause).toEqual(new Error('frozen'));
      expect(String(await failing('text'))).toMatchInlineSnapshot(`
        "Error: text

        The action of toExecuteQueries() threw this, after 1 query:
          1×  select * from post order by id limit $1  (2 rows)
              in listPosts (src/posts.ts:20:5)"
      `);
    });
  });
});
