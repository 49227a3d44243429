import { describe, expect, it } from 'vitest';
import { createToNotScaleWith } from '../../src/matchers/scaling-matcher.js';
import type { GrowthOptions } from '../../src/recording/scaling/scaling-options.js';
import { authors, items, makeQuery, observeRun, page, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toNotScaleWith = createToNotScaleWith(observeRun);

/** Checks an action that is told how much data there is, as a database would tell it. */
function check(action: (size: number) => Run, options?: GrowthOptions, isNot = false) {
  let size = 0;
  const populate = (next: number) => {
    size = next;
  };
  return toNotScaleWith.call(plainContext(isNot), () => action(size), populate, options);
}

const comments = (count: number) => makeQuery('select * from comment where post_id = $1', count);

describe('toNotScaleWith', () => {
  it('passes where the counts are the same for much data as for little', async () => {
    expect((await check((size) => ({ result: { id: 1 }, queries: [page(1), comments(size)] }))).pass).toBe(true);
  });

  it('calls the action without arguments, and populate with the sizes', async () => {
    const calls: unknown[][] = [];
    const action = (...given: unknown[]) => ({ result: items(calls.push(given)), queries: [page(1)] });
    const populate = (...given: unknown[]) => calls.push(given);
    expect((await toNotScaleWith.call(plainContext(), action, populate, { sizes: [1, 4] })).pass).toBe(true);
    expect(calls).toEqual([[1, 0], [], [], [], [4, 1], [], []]);
  });

  it('explains a query per child', async () => {
    const perChild = (size: number): Run => ({
      result: { id: 1, comments: items(size) },
      queries: [page(1), comments(size), ...authors(size)],
    });
    expect(await messageOf(check(perChild))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWith(populate)

      Expected the same number of queries at every data size, received 4, 7 and 13 (1 more per item).

        data size            2  5  11  per item
        queries              4  7  13         1
          [1] select author  2  5  11         1

      Grows with the data size:

        Once per row of: select * from comment where post_id = $1
                         call site unknown: no line of the application was on the stack
          [1] select * from author where id = $1
              in authorOf (src/posts.ts:24:5)
              one query instead: select * from author where id = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Ran twice at each of the data sizes 2, 5 and 11, after 1 discarded run; both runs at a size agree.
      If it may grow, say why: allow: [{ table: 'author', reason: '…' }]"
    `);
  });

  it('prints the items that the test counts', async () => {
    const perChild = (size: number): Run => ({ result: size * 2, queries: [comments(size), ...authors(size)] });
    const message = await messageOf(check(perChild, { items: (result) => result as number }));
    expect(message).toContain('  items                4  10  22\n');
  });

  describe('throws where nothing is proved', () => {
    it.each<[string, (size: number) => Run, string, GrowthOptions?]>([
      [
        'neither rows nor elements are more',
        () => ({ result: { comments: items(3) }, queries: [page(1), comments(3)] }),
        `saw nothing grow: the result holds as many elements, and no read returned more rows at data sizes 2, 5 and 11. Does \`populate\` add to what the action reads, for the same parent, and is it committed?

  1, 1, 1 rows: select * from post order by id limit $1
  3, 3, 3 rows: select * from comment where post_id = $1`,
      ],
      [
        'the items are as many',
        () => ({ result: 4, queries: [page(1)] }),
        'saw nothing grow: `items` answered 4 at data sizes 2, 5 and 11. Does `populate` add to what the action reads, for the same parent, and is it committed?',
        { items: (result) => result as number },
      ],
      [
        'the items do not grow with every size',
        (size) => ({ result: Math.min(size, 5), queries: [page(1)] }),
        'received 2, 5 and 5 items at data sizes 2, 5 and 11: they do not grow with every size. Have `populate` add some before every size, or pass `sizes` below the limit of the action.',
        { items: (result) => result as number },
      ],
      [
        'no query is sent',
        (size) => ({ result: items(size) }),
        'saw no query at any data size, so that there is nothing to compare. Does the action await its work, does a cache answer, or does the server under test run in another process?',
      ],
      [
        'the response is an error',
        () => ({ result: { headers: {}, status: 500 }, queries: [page(1)] }),
        'needs a successful response, received status 500 at data size 2. An error page runs few queries at any size: make the request succeed.',
      ],
      [
        'queries came late',
        (size) => ({ queries: [comments(size)], observation: size === 5 ? { late: authors(1) } : {} }),
        `can't tell how many queries the action sends, because of 2 queries that were sent after the action had settled at data size 5: what comes then is not counted. Await them in the action.

  2×  select * from author where id = $1  (2 rows)
      in authorOf (src/posts.ts:24:5)`,
      ],
    ])('%s', async (_, action, message, options) => {
      expect(String(await rejectionOf(check(action, options)))).toBe(
        `MissingEvidenceError: toNotScaleWith() ${message}`,
      );
    });

    it('a cache takes in the rows that are new', async () => {
      const known = new Set<number>();
      const cached = (size: number): Run => {
        const missing = items(size).filter((id) => !known.has(id));
        for (const id of missing) known.add(id);
        return { queries: [comments(size), ...authors(missing.length)] };
      };
      expect(String(await rejectionOf(check(cached)))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toNotScaleWith() ran the action twice at data size 5 and 11 and saw different queries, so that counts prove nothing. Make every run start alike: clear caches and undo writes in \`reset\`.

          at 5: 3×, then 0×: select * from author where id = $1
          at 11: 6×, then 0×: select * from author where id = $1"
      `);
      known.clear();
      const reset = () => {
        known.clear();
      };
      expect(await messageOf(check(cached, { reset }))).toContain('received 3, 6 and 12 (1 more per item)');
    });
  });

  it('can not be negated', async () => {
    expect(String(await rejectionOf(check(() => ({}), {}, true)))).toMatchInlineSnapshot(
      `"MatcherError: toNotScaleWith() can't be negated: "grows somehow" holds for any mistake. To pin known growth, name its rate by \`maxPerItem: 1\`, or allow the statement with a reason; to pin counts, use \`toExecuteQueries(n)\` with little and with much data."`,
    );
  });

  it.each<[unknown, string]>([
    [undefined, 'undefined'],
    [{ sizes: [2, 5] }, '{ sizes: [ 2, 5 ] }'],
    [Promise.resolve(), 'Promise { undefined }'],
  ])('refuses %j in place of populate', async (populate, printed) => {
    const rejection = await rejectionOf(toNotScaleWith.call(plainContext(), () => ({}), populate));
    expect(String(rejection)).toBe(
      `MatcherError: toNotScaleWith() needs a function that makes the data grow, received ${printed}. ` +
        'Pass `(size, previous) => addComments(postId, size - previous)`.',
    );
  });

  it('refuses a subject that is no function, and impossible options', async () => {
    expect(String(await rejectionOf(toNotScaleWith.call(plainContext(), 3, () => undefined)))).toBe(
      'InvalidActionError: toNotScaleWith() needs a function, received a number: its queries must be sent while they are counted. ' +
        'Pass `() => listPosts()`, not `listPosts()`.',
    );
    expect(String(await rejectionOf(check(() => ({}), { sizes: [5] })))).toBe(
      'MatcherError: toNotScaleWith(): `sizes` must be at least two whole numbers from 1 in rising order, received [ 5 ].',
    );
  });

  it('rejects with the error of populate, saying where it comes from', async () => {
    const error = new Error('no such post');
    const populate = (size: number) => {
      if (size === 5) throw error;
    };
    const rejection = await rejectionOf(toNotScaleWith.call(plainContext(), () => ({}), populate));
    expect(rejection).toBe(error);
    expect(rejection.message).toBe(
      'no such post\n\n`populate` of toNotScaleWith() threw this before the run at data size 5.',
    );
  });
});
