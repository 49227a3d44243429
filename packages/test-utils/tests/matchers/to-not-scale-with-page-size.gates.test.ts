import { describe, expect, it } from 'vitest';
import { createToNotScaleWithPageSize } from '../../src/matchers/scaling-matcher.js';
import type { ScalingOptions } from '../../src/recording/scaling/scaling-options.js';
import { authors, items, makeQuery, observeRun, page, siteAt, type Run } from '../support/make-query.js';
import { plainContext, rejectionOf } from '../support/plain-context.js';

const toNotScaleWithPageSize = createToNotScaleWithPageSize(observeRun);

function check(action: unknown, options?: ScalingOptions) {
  return toNotScaleWithPageSize.call(plainContext(), action, options);
}

describe('toNotScaleWithPageSize throws where nothing is proved', () => {
  const good = (size: number): Run => ({ result: items(size), queries: [page(size)] });
  const orphan = makeQuery('select * from job', 1, { callSite: siteAt('src/jobs.ts', 3) });

  it.each<[string, string, (size: number) => Run, ScalingOptions?]>([
    [
      'response',
      'needs a successful response, received status 404 at page size 2. An error page runs few queries at any size: make the request succeed.',
      (size) => ({ ...good(size), result: { headers: {}, status: 404, body: '' } }),
    ],
    [
      'no pg',
      `saw no copy of \`pg\`: nothing in this process has made a client of it, so that no query could be seen. Run the code under test in the process of the test, on the driver \`pg\`; other drivers and other processes are out of sight.`,
      (size) => ({ ...good(size), observation: { sawPg: false } }),
    ],
    [
      'unattributed',
      `can't tell which capture caused 1 query at page size 2: sent outside of any action's context, by a server or a timer, or together with those of others, as Prisma does with findUnique() and $transaction([…]), while several captures were open. Run such tests one after the other, or call the handler in the test instead of a server that was started before it.

  1×  select * from job  (1 row)
      in src/jobs.ts:3:5`,
      (size) => ({ ...good(size), observation: { unattributed: [orphan] } }),
    ],
    [
      'page size ignored',
      `received 20 items at page sizes 2, 5 and 11: the page size was ignored. Pass it on to the query.
The action takes no parameter: write \`(pageSize) => …\` and pass the page size on.`,
      () => good(20),
    ],
    [
      'page size ignored or few rows',
      `received 2 items at page sizes 2, 5 and 11: the page size was ignored. Pass it on to the query. Or only 2 rows exist: seed at least 11.
The action takes no parameter: write \`(pageSize) => …\` and pass the page size on.`,
      () => good(2),
    ],
    [
      'no rows',
      'received 0 items at page sizes 2, 5 and 11: without rows there is nothing to grow. Seed at least 11 rows.',
      (size) => ({ ...good(size), result: [] }),
    ],
    [
      'few rows',
      `received 7 items at page size 11: not enough rows exist, or the page size is capped. Seed at least 11 rows, in \`populate\` or before, or pass smaller \`sizes\`.`,
      (size) => good(Math.min(size, 7)),
    ],
    [
      'more items',
      `received 3, 6 and 12 items at page sizes 2, 5 and 11: more than it asked for. If that is right, pass \`expectItems: 'grow'\`; if it counts something else, pass \`items: (result) => …\`.`,
      (size) => good(size + 1),
    ],
    [
      'flat items',
      `received 2, 5 and 5 items at page sizes 2, 5 and 11: they do not grow with every size. Seed at least 11 rows, or pass \`sizes\` that fit the data.`,
      (size) => good(Math.min(size, 5)),
      { expectItems: 'grow' },
    ],
    [
      'rows that nobody knows',
      `can't tell how many rows 1 query fetched at page size 2: not ended when the action settled, or ended without a number. Await them in the action.

  1×  select * from job
      in src/jobs.ts:3:5`,
      (size) => ({ ...good(size), queries: [page(size), { ...orphan, rows: undefined }] }),
      { count: 'rows' },
    ],
    [
      'no query',
      'saw no query at any page size, so that there is nothing to compare. Does the action await its work, does a cache answer, or does the server under test run in another process?',
      (size) => ({ result: items(size) }),
    ],
    [
      'no query of interest',
      `saw no query that \`only\` names, at any page size. Check the filter against the shapes of captureQueries().`,
      good,
      { only: { table: 'author' } },
    ],
    [
      'unknown items',
      `can't tell whether the pages grew: the result shows no items, and no read returned more rows at page sizes 2, 5 and 11. Return the list from the action, or pass \`items: (result) => …\`.

  2, 2, 2 rows: select * from post order by id limit $1
  1, 1, 1 rows: select * from job
The action takes no parameter: write \`(pageSize) => …\` and pass the page size on.`,
      () => ({ queries: [page(2), orphan] }),
    ],
  ])('%s', async (_, message, action, options) => {
    const rejection = await rejectionOf(check(action, options));
    expect(String(rejection)).toBe(`MissingEvidenceError: toNotScaleWithPageSize() ${message}`);
  });

  it('page size ignored by an action that takes none', async () => {
    expect(String(await rejectionOf(check(() => good(20))))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toNotScaleWithPageSize() received 20 items at page sizes 2, 5 and 11: the page size was ignored. Pass it on to the query.
        The action takes no parameter: write \`(pageSize) => …\` and pass the page size on."
      `);
  });

  it('runs that differ', async () => {
    let call = 0;
    const action = (size: number): Run => ({ ...good(size), queries: [page(size), ...authors(++call)] });
    expect(String(await rejectionOf(check(action)))).toMatchInlineSnapshot(`
      "MissingEvidenceError: toNotScaleWithPageSize() ran the action twice at page size 2 and saw different queries, so that counts prove nothing. Make every run start alike: clear caches and undo writes in \`reset\`.

        at 2: 2×, then 5×: select * from author where id = $1"
    `);
  });

  it('a cache that answered', async () => {
    let call = 0;
    const action = (size: number): Run => ({
      ...good(size),
      queries: [page(size), ...(call++ === 0 ? authors(2) : [])],
    });
    expect(String(await rejectionOf(check(action)))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toNotScaleWithPageSize() saw 1 statement in the warm-up and never again: a cache answered, and what is not sent can't be counted. Clear the cache in \`reset\`, or name the statements in \`cached\` if they are meant to be cached.

          2×  select * from author where id = $1
              in authorOf (src/posts.ts:24:5)"
      `);
  });

  it('throws where nothing grows but queries came late', async () => {
    const late = (size: number): Run => ({
      result: items(size),
      queries: [page(size)],
      observation: size === 11 ? { late: authors(2) } : {},
    });
    expect(String(await rejectionOf(check(late)))).toMatchInlineSnapshot(`
      "MissingEvidenceError: toNotScaleWithPageSize() can't tell how many queries the action sends, because of 2 queries that were sent after the action had settled at page size 11: what comes then is not counted. Await them in the action.

        2×  select * from author where id = $1  (2 rows)
            in authorOf (src/posts.ts:24:5)"
    `);
  });
});
