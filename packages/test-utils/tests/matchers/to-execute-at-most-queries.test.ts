import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { executeAtMostQueries } from '../../src/matchers/execute-at-most-queries.js';
import { authors, observeRun, page, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toExecuteAtMostQueries = actionMatcher('toExecuteAtMostQueries', executeAtMostQueries, observeRun);

function check(run: Run, most: unknown, isNot = false) {
  return toExecuteAtMostQueries.call(plainContext(isNot), () => run, most);
}

describe('toExecuteAtMostQueries', () => {
  const run = { queries: [page(2), ...authors(2)] };

  it.each([
    [2, false],
    [3, true],
    [4, true],
  ])('with %d for three queries: %s', async (most, pass) => {
    expect((await check(run, most)).pass).toBe(pass);
  });

  it('explains too many', async () => {
    expect(await messageOf(check(run, 2))).toMatchInlineSnapshot(`
      "expect(action).toExecuteAtMostQueries(2)

      Expected queries: at most 2
      Received queries: 3 (1 too many)

        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)
            once per row of: select * from post order by id limit $1
            one query instead: select * from author where id = any($1)
        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it('explains a limit that was kept though it should not be', async () => {
    expect(await messageOf(check({ queries: [page(2)] }, 2, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toExecuteAtMostQueries(2)

      Expected queries: more than 2
      Received queries: 1

        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)"
    `);
  });

  it.each([false, true])('throws where no query was sent, negated: %s', async (isNot) => {
    expect(String(await rejectionOf(check({}, 2, isNot)))).toMatchInlineSnapshot(
      `"MissingEvidenceError: toExecuteAtMostQueries() saw no query, and without one there is nothing to judge. The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process? If none is right, say so: \`toExecuteNoQueries()\`."`,
    );
  });

  it.each([
    [-1, '-1'],
    [undefined, 'undefined'],
    [{ max: 3 }, '{ max: 3 }'],
  ])('refuses %j', async (most, printed) => {
    expect(String(await rejectionOf(check(run, most)))).toBe(
      `MatcherError: toExecuteAtMostQueries() needs a number of queries, received ${printed}.`,
    );
  });
});
