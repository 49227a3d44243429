import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { captureMatchers } from '../../src/matchers/matchers.js';
import { returnAtMostRows } from '../../src/matchers/return-at-most-rows.js';
import { authors, items, makeCapture, makeQuery, observeRun, page, siteAt, type Run } from '../support/make-query.js';
import { errorOf, messageOf, messageOfResult, plainContext, rejectionOf } from '../support/plain-context.js';

const toReturnAtMostRows = actionMatcher('toReturnAtMostRows', returnAtMostRows, observeRun);

function check(run: Run, most: unknown, isNot = false, options?: unknown) {
  return toReturnAtMostRows.call(plainContext(isNot), () => run, most, options);
}

const tags = makeQuery('select * from tag where post_id = any($1)', 40, {
  callSite: siteAt('src/posts.ts', 50, 'tagsOf'),
  values: [[1, 2]],
});
const run: Run = { result: items(10), queries: [...authors(2), page(10), tags] };

describe('toReturnAtMostRows', () => {
  it.each<[unknown, boolean]>([
    [52, true],
    [51, false],
    [{ perItem: 5.2 }, true],
    [{ perItem: 5.1 }, false],
    [{ perItem: 0 }, false],
    [{ perItem: 52, items: () => 1 }, true],
    [{ perItem: 51, items: () => 1 }, false],
  ])('with %j for 52 rows of 10 items: %s', async (most, pass) => {
    expect((await check(run, most)).pass).toBe(pass);
  });

  it('counts rows that came back, not those that were changed', async () => {
    const update = (sql: string): Run => ({ queries: [makeQuery(sql, 7)] });
    expect((await check(update('update post set a = 1'), 0)).pass).toBe(true);
    expect((await check(update('update post set a = 1 returning id'), 6)).pass).toBe(false);
  });

  it('explains which reads return the most', async () => {
    expect(await messageOf(check(run, 20))).toMatchInlineSnapshot(`
      "expect(action).toReturnAtMostRows(20)

      Expected rows: at most 20
      Received rows: 52

        1×  select * from tag where post_id = any($1)  (40 rows)
            in tagsOf (src/posts.ts:50:5)
        1×  select * from post order by id limit $1  (10 rows)
            in listPosts (src/posts.ts:20:5)
        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)"
    `);
    expect(await messageOf(check(run, { perItem: 2 }))).toMatchInlineSnapshot(`
      "expect(action).toReturnAtMostRows({ perItem: 2 })

      Expected rows: at most 20 (2 for each of 10 items)
      Received rows: 52 (5.2 for each item)

        1×  select * from tag where post_id = any($1)  (40 rows)
            in tagsOf (src/posts.ts:50:5)
        1×  select * from post order by id limit $1  (10 rows)
            in listPosts (src/posts.ts:20:5)
        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)"
    `);
  });

  it('explains too few rows where more were wanted', async () => {
    expect(await messageOf(check({ queries: [page(2)] }, 20, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toReturnAtMostRows(20)

      Expected rows: more than 20
      Received rows: 2

        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)"
    `);
    const insert = makeQuery('insert into tag values (1)');
    expect(await messageOf(check({ queries: [insert] }, 20, true), true)).toContain(
      'The action sent no query that returns rows.',
    );
  });

  it('prints values only where asked to', async () => {
    expect(await messageOf(check(run, 20))).not.toContain('values');
    expect(await messageOf(check(run, 20, false, { showValues: true }))).toContain('values: [ [ 1, 2 ] ]');
  });

  describe('without evidence', () => {
    it.each<[string, Run, unknown, string]>([
      [
        'where a read has not ended',
        { queries: [makeQuery('select 1', null)] },
        5,
        `can't tell how many rows 1 query fetched: not ended when the action settled, or ended without a number. Await them in the action.

  1×  select $1
      call site unknown: no line of the application was on the stack`,
      ],
      [
        'where the items are unknown',
        { result: 5, queries: [page(1)] },
        { perItem: 2 },
        "can't tell how many items the result holds, so that there are no rows per item. Return the list from the action, or pass `{ perItem, items: (result) => … }`.",
      ],
      [
        'where there are no items',
        { result: [], queries: [page(0)] },
        { perItem: 2 },
        'received no items, so that there are no rows per item. Seed some rows.',
      ],
      [
        'where the response is an error',
        { result: { headers: {}, status: 500 }, queries: [page(1)] },
        { perItem: 2 },
        'needs a successful response, received status 500. An error page runs few queries at any size: make the request succeed.',
      ],
      [
        'where no query was sent',
        {},
        5,
        'saw no query, and without one there is nothing to judge. The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process? If none is right, say so: `toExecuteNoQueries()`.',
      ],
    ])('throws %s', async (_, given, most, message) => {
      expect(String(await rejectionOf(check(given, most)))).toBe(
        `MissingEvidenceError: toReturnAtMostRows() ${message}`,
      );
    });

    it('takes a failed read for one without rows', async () => {
      const failed = makeQuery('select 1', null, { error: new Error('away') });
      expect((await check({ queries: [failed] }, 0)).pass).toBe(true);
    });
  });

  it.each<[unknown, string]>([
    [-1, 'needs a number of rows or { perItem, items }, received -1.'],
    [undefined, 'needs a number of rows or { perItem, items }, received undefined.'],
    [null, 'needs a number of rows or { perItem, items }, received null.'],
    [{ perItem: -0.5 }, 'needs a number of rows or { perItem, items }, received { perItem: -0.5 }.'],
    [{ perItem: '2' }, "needs a number of rows or { perItem, items }, received { perItem: '2' }."],
    [{ perItem: 2, items: 5 }, 'needs a number of rows or { perItem, items }, received { perItem: 2, items: 5 }.'],
    [{ perItem: 2, most: 5 }, 'needs a number of rows or { perItem, items }, received { perItem: 2, most: 5 }.'],
    [{ perItem: 2, items: () => 'many' }, "needs a number of items from `items`, received 'many'."],
  ])('refuses %j', async (most, message) => {
    expect(String(await rejectionOf(check(run, most)))).toBe(`MatcherError: toReturnAtMostRows() ${message}`);
  });
});

describe('toHaveReturnedAtMostRows', () => {
  const capture = makeCapture({ queries: run.queries ?? [] });

  it('says the same of a finished capture', () => {
    const { toHaveReturnedAtMostRows } = captureMatchers;
    expect(toHaveReturnedAtMostRows.call(plainContext(), capture, 52).pass).toBe(true);
    expect(messageOfResult(toHaveReturnedAtMostRows.call(plainContext(), capture, 51))).toContain(
      'expect(capture).toHaveReturnedAtMostRows(51)\n\nExpected rows: at most 51\nReceived rows: 52\n',
    );
    expect(String(errorOf(() => toHaveReturnedAtMostRows.call(plainContext(), capture, { perItem: 2 })))).toBe(
      'MatcherError: toHaveReturnedAtMostRows() needs a number of rows, received { perItem: 2 }.',
    );
  });
});
