import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { executeNoQueries } from '../../src/matchers/execute-no-queries.js';
import { authors, makeQuery, observeRun, page, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toExecuteNoQueries = actionMatcher('toExecuteNoQueries', executeNoQueries, observeRun);

function check(run: Run, isNot = false) {
  return toExecuteNoQueries.call(plainContext(isNot), () => run);
}

describe('toExecuteNoQueries', () => {
  it('passes where none is sent', async () => {
    expect((await check({})).pass).toBe(true);
    expect((await check({ queries: [page(2)] })).pass).toBe(false);
  });

  it('does not mind what does not count', async () => {
    const uncounted = [makeQuery('begin', 0, { uncounted: 'transaction' })];
    expect((await check({ observation: { uncounted } })).pass).toBe(true);
  });

  it('explains which were sent', async () => {
    expect(await messageOf(check({ queries: [page(2), ...authors(2)] }))).toMatchInlineSnapshot(`
      "expect(action).toExecuteNoQueries()

      Expected queries: 0
      Received queries: 3 (3 too many)

        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)
            once per row of: select * from post order by id limit $1
            one query instead: select * from author where id = any($1)
        1×  select * from post order by id limit $1  (2 rows)
            in listPosts (src/posts.ts:20:5)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it('explains that none was sent though some should be', async () => {
    expect(await messageOf(check({}, true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toExecuteNoQueries()

      Expected queries: more than 0
      Received queries: 0

      The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process?"
    `);
  });

  it('throws where no pg was seen', async () => {
    expect((await rejectionOf(check({ observation: { sawPg: false } }))).message).toMatch(
      /^toExecuteNoQueries\(\) saw no copy of `pg`/,
    );
  });
});
