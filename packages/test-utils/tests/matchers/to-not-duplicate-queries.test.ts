import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { notDuplicateQueries } from '../../src/matchers/not-duplicate-queries.js';
import { makeQuery, observeRun, page, siteAt, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toNotDuplicateQueries = actionMatcher('toNotDuplicateQueries', notDuplicateQueries, observeRun);

function check(queries: Run['queries'], options?: unknown, isNot = false) {
  return toNotDuplicateQueries.call(plainContext(isNot), () => ({ queries }), options);
}

const author = (id: number, line = 24) =>
  makeQuery('select * from author where id = $1', 1, {
    values: [id],
    callSite: siteAt('src/posts.ts', line, 'authorOf'),
  });

describe('toNotDuplicateQueries', () => {
  it('passes where every query asks for something else', async () => {
    expect((await check([page(2), author(1), author(2)])).pass).toBe(true);
    expect((await check([page(2), author(1), author(1)])).pass).toBe(false);
  });

  it('says nothing of writes between for a write that came twice', async () => {
    const insert = makeQuery('insert into author values ($1)', 1, { values: [1] });
    const update = makeQuery('update author set name = $1', 1, { values: ['x'] });
    const message = await messageOf(check([insert, update, insert]));
    expect(message).toContain('insert into author');
    expect(message).not.toContain('a write came in between');
  });

  it.each([[[{ table: 'author', reason: ' ' }]], [[{ reason: 'known' }]], ['author']])(
    'refuses %j as what is allowed',
    async (allow) => {
      expect((await rejectionOf(check([page(2)], { allow }))).message).toMatch(
        /^toNotDuplicateQueries\(\) needs for `allow` a list of \{ table, shape or sql, reason \}, received /,
      );
    },
  );

  it('explains what came twice, with all lines that sent it', async () => {
    const update = makeQuery('update author set name = $1 where id = $2', 1, { values: ['x', 1] });
    expect(await messageOf(check([page(2), author(1), update, author(1, 30), author(2)]))).toMatchInlineSnapshot(`
      "expect(action).toNotDuplicateQueries()

      Expected duplicate statements: 0 (sent more than once with the same values)
      Received duplicate statements: 1

        2×  select * from author where id = $1  (2 rows)
            1× in authorOf (src/posts.ts:24:5)
            1× in authorOf (src/posts.ts:30:5)
            always with the same values
            a write came in between, which may have changed the answer: update author set name = $1 where id = $2

        Load it once and pass it on, or keep it for the length of the request."
    `);
  });

  it('explains several sets of values', async () => {
    const queries = [1, 2, 3, 4, 5].flatMap((id) => [author(1, id), author(2, id)]);
    expect(await messageOf(check(queries))).toMatchInlineSnapshot(`
      "expect(action).toNotDuplicateQueries()

      Expected duplicate statements: 0 (sent more than once with the same values)
      Received duplicate statements: 1

        10×  select * from author where id = $1  (10 rows)
             2× in authorOf (src/posts.ts:1:5)
             2× in authorOf (src/posts.ts:2:5)
             2× in authorOf (src/posts.ts:3:5)
             and 2 more lines
             2 sets of values, each more than once

        Load it once and pass it on, or keep it for the length of the request."
    `);
  });

  it('explains that nothing came twice though it should', async () => {
    expect(await messageOf(check([page(2)], {}, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toNotDuplicateQueries({})

      Expected duplicate statements: at least 1 (sent more than once with the same values)
      Received duplicate statements: 0

        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)"
    `);
  });

  it('compares values without printing them, unless asked to', async () => {
    const queries = [author(7), author(7)];
    expect(await messageOf(check(queries))).not.toContain('7');
    expect(await messageOf(check(queries, { showValues: true }))).toContain('values: [ 7 ]');
  });

  it('lets pass what is allowed, and prints why', async () => {
    const allow = [{ shape: 'from author', reason: 'kept by the gateway' }];
    expect((await check([page(2), author(1), author(1)], { allow })).pass).toBe(true);
    expect(await messageOf(check([page(2), page(2), author(1), author(1)], { allow }))).toContain(
      'Allowed: kept by the gateway',
    );
  });

  it.each([false, true])('throws where no query was sent, negated: %s', async (isNot) => {
    expect((await rejectionOf(check([], {}, isNot))).message).toMatch(/^toNotDuplicateQueries\(\) saw no query/);
  });

  it('refuses other options', async () => {
    expect(String(await rejectionOf(check([page(2)], { max: 2 })))).toBe(
      'MatcherError: toNotDuplicateQueries() takes the options allow, strict and showValues, received { max: 2 }.',
    );
  });
});
