import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { notRepeatQueries } from '../../src/matchers/not-repeat-queries.js';
import { makeQuery, observeRun, page, siteAt, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toNotRepeatQueries = actionMatcher('toNotRepeatQueries', notRepeatQueries, observeRun);

function check(queries: Run['queries'], options?: unknown, isNot = false) {
  return toNotRepeatQueries.call(plainContext(isNot), () => ({ queries }), options);
}

const callSite = siteAt('src/posts.ts', 24, 'authorOf');
const author = (id: number, line = 24) =>
  makeQuery('select * from author where id = $1', 1, {
    values: [id],
    callSite: siteAt('src/posts.ts', line, 'authorOf'),
  });

describe('toNotRepeatQueries', () => {
  it('passes where no line runs a statement with several values', async () => {
    expect((await check([page(3), author(1), author(2, 30)])).pass).toBe(true);
  });

  it('passes where a line runs a statement with the same values again', async () => {
    expect((await check([page(3), author(1), author(1)])).pass).toBe(true);
  });

  it('fails for more sets of values than allowed', async () => {
    expect((await check([page(5), author(1), author(2)])).pass).toBe(false);
    expect((await check([page(5), author(1), author(2)], { max: 2 })).pass).toBe(true);
    expect((await check([page(5), author(1), author(2), author(3)], { max: 2 })).pass).toBe(false);
  });

  it('explains what repeats, with the line and the read that it follows', async () => {
    expect(await messageOf(check([page(3), author(1), author(2), author(2), author(3, 30)]))).toMatchInlineSnapshot(`
      "expect(action).toNotRepeatQueries()

      Expected repeated statements: 0 (sent by one line for more than 1 set of values)
      Received repeated statements: 1

        3×  select * from author where id = $1  (3 rows)
            in authorOf (src/posts.ts:24:5)
            with 2 sets of values
            once per row of: select * from post order by id limit $1
                             in listPosts (src/posts.ts:20:5)
            one query instead: select * from author where id = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
    expect(await messageOf(check([page(3), author(1), author(2), author(3)]))).toMatchInlineSnapshot(`
      "expect(action).toNotRepeatQueries()

      Expected repeated statements: 0 (sent by one line for more than 1 set of values)
      Received repeated statements: 1

        3×  select * from author where id = $1  (3 rows)
            in authorOf (src/posts.ts:24:5)
            once per row of: select * from post order by id limit $1
                             in listPosts (src/posts.ts:20:5)
            one query instead: select * from author where id = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it('explains that nothing repeats though it should', async () => {
    expect(await messageOf(check([page(3), author(1)], {}, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toNotRepeatQueries({})

      Expected repeated statements: at least 1 (sent by one line for more than 1 set of values)
      Received repeated statements: 0

        1×  select * from post order by id limit $1  (3 rows)
            in listPosts (src/posts.ts:20:5)
        1×  select * from author where id = $1  (1 row)
            in authorOf (src/posts.ts:24:5)"
    `);
    expect(await messageOf(check([page(1)], { max: 2 }, true), true)).toContain(
      'at least 1 (sent by one line for more than 2 sets of values)\nReceived repeated statements: 0\n',
    );
  });

  it('prints values only where asked to', async () => {
    const queries = [page(3), author(7), author(8)];
    expect(await messageOf(check(queries))).not.toContain('values: ');
    expect(await messageOf(check(queries, { showValues: true }))).toContain('values: [ 7 ], [ 8 ]');
  });

  it('takes statements without a known line for those of one', async () => {
    const unknown = (id: number) => makeQuery('select * from author where id = $1', 1, { values: [id] });
    expect(await messageOf(check([page(2), unknown(1), unknown(2)]))).toContain('call site unknown');
  });

  it('lets pass what is allowed, and prints why', async () => {
    const allow = [{ table: 'author', reason: 'kept by the gateway' }];
    const tag = (id: number) => makeQuery('select * from tag where id = $1', 1, { values: [id], callSite });
    expect((await check([page(3), author(1), author(2)], { allow })).pass).toBe(true);
    const message = await messageOf(check([page(3), author(1), author(2), tag(1), tag(2)], { allow }));
    expect(message).not.toContain('from author');
    expect(message).toContain('\n\nAllowed: kept by the gateway');
  });

  describe('without evidence', () => {
    it('throws where no read returned enough rows', async () => {
      expect(String(await rejectionOf(check([page(1), author(1)])))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toNotRepeatQueries() saw no read that returned 2 rows or more, so that a query per row would not show. Seed at least 2 rows, or pass \`expectRows: false\` where one row is all there is.

          1×  select * from post order by id limit $1  (1 row)
              in listPosts (src/posts.ts:20:5)
          1×  select * from author where id = $1  (1 row)
              in authorOf (src/posts.ts:24:5)"
      `);
      expect((await rejectionOf(check([page(2)], { max: 2 }))).message).toContain('returned 3 rows or more');
    });

    it('passes where that is all there is, where nothing was read, or where something repeats', async () => {
      expect((await check([page(1), author(1)], { expectRows: false })).pass).toBe(true);
      expect((await check([makeQuery('insert into author values (1)', 1, { values: [] })])).pass).toBe(true);
      expect((await check([page(1), author(1), author(2)])).pass).toBe(false);
    });

    it.each([false, true])('throws where no query was sent, negated: %s', async (isNot) => {
      expect((await rejectionOf(check([], {}, isNot))).message).toMatch(/^toNotRepeatQueries\(\) saw no query/);
    });
  });

  it.each<[unknown, string]>([
    [{ max: 0 }, 'needs a number of sets of values from 1, received 0.'],
    [{ max: 'two' }, "needs a number of sets of values from 1, received 'two'."],
    [{ most: 2 }, 'takes the options max, expectRows, allow, strict and showValues, received { most: 2 }.'],
    [{ expectRows: 1 }, 'takes true or false for `expectRows`, received 1.'],
    [
      { allow: [{ table: 'author' }] },
      "needs for `allow` a list of { table, shape or sql, reason }, received [ { table: 'author' } ].",
    ],
    [
      { allow: [{ reason: 'cached' }] },
      "needs for `allow` a list of { table, shape or sql, reason }, received [ { reason: 'cached' } ].",
    ],
    [{ allow: 'author' }, "needs for `allow` a list of { table, shape or sql, reason }, received 'author'."],
  ])('refuses %j', async (options, message) => {
    expect(String(await rejectionOf(check([page(2)], options)))).toBe(`MatcherError: toNotRepeatQueries() ${message}`);
  });
});
