import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { actionMatcher } from '../../src/matchers/action-matcher.js';
import { executeQueryMatching } from '../../src/matchers/execute-query-matching.js';
import { authors, observeRun, page, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toExecuteQueryMatching = actionMatcher('toExecuteQueryMatching', executeQueryMatching, observeRun);

function check(run: Run, given: readonly unknown[], isNot = false) {
  return toExecuteQueryMatching.call(plainContext(isNot), () => run, ...given);
}

describe('toExecuteQueryMatching', () => {
  const run = { queries: [page(7), ...authors(2)] };

  it.each<[string, readonly unknown[], boolean]>([
    ['a part of the shape', ['where id = $1'], true],
    ['a part of the text as sent', ['limit 7'], true],
    ['a part of neither', ['from tag'], false],
    ['a pattern for the shape', [/from author .* \$1$/], true],
    ['a pattern for the text', [/limit \d/], true],
    ['a pattern for neither', [/^from/], false],
    ['a pattern that remembers where it stopped', [/author/g, 2], true],
    ['a pattern of another realm', [runInNewContext('/author/')], true],
    ['as many as expected', ['author', 2], true],
    ['more than expected', ['author', 1], false],
    ['fewer than expected', ['author', 3], false],
    ['none where none is expected', ['from tag', 0], true],
    ['some where none is expected', ['author', 0], false],
  ])('matches %s', async (_, given, pass) => {
    expect((await check(run, given)).pass).toBe(pass);
  });

  it('explains which match and which do not', async () => {
    expect(await messageOf(check(run, ['author', 1]))).toMatchInlineSnapshot(`
      "expect(action).toExecuteQueryMatching('author', 1)

      Expected matching queries: 1
      Received matching queries: 2 (1 too many)

      Matching:
        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)

      Not matching:
        1×  select * from post order by id limit $1  (7 rows)
            in listPosts (src/posts.ts:20:5)"
    `);
  });

  it('explains that none matches', async () => {
    expect(await messageOf(check({ queries: [page(7)] }, [/author/]))).toMatchInlineSnapshot(`
      "expect(action).toExecuteQueryMatching(/author/)

      Expected matching queries: at least 1
      Received matching queries: 0 (1 too few)

      Not matching:
        1×  select * from post order by id limit $1  (7 rows)
            in listPosts (src/posts.ts:20:5)"
    `);
  });

  it('explains a match that was not wanted', async () => {
    expect(await messageOf(check({ queries: authors(2) }, ['author'], true), true)).toMatchInlineSnapshot(`
      "expect(action).not.toExecuteQueryMatching('author')

      Expected matching queries: 0
      Received matching queries: 2

      Matching:
        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)"
    `);
  });

  it.each([false, true])('throws where no query was sent, negated: %s', async (isNot) => {
    expect(String(await rejectionOf(check({}, ['author'], isNot)))).toMatchInlineSnapshot(
      `"MissingEvidenceError: toExecuteQueryMatching() saw no query, and without one there is nothing to judge. The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process? If none is right, say so: \`toExecuteNoQueries()\`."`,
    );
  });

  it.each<[readonly unknown[], string]>([
    [[''], "needs a part of a statement or a pattern, received ''."],
    [[{ table: 'author' }], "needs a part of a statement or a pattern, received { table: 'author' }."],
    [['author', 'twice'], "needs a number of queries, received 'twice'."],
  ])('refuses %j', async (given, message) => {
    expect(String(await rejectionOf(check(run, given)))).toBe(`MatcherError: toExecuteQueryMatching() ${message}`);
  });
});
