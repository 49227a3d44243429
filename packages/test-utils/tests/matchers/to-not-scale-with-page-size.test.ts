import { describe, expect, it } from 'vitest';
import { createToNotScaleWithPageSize } from '../../src/matchers/to-not-scale-with-page-size.js';
import type { ScalingOptions } from '../../src/recording/scaling/scaling-options.js';
import { authors, items, makeQuery, observeRun, page, siteAt, type Run } from '../support/make-query.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

const toNotScaleWithPageSize = createToNotScaleWithPageSize(observeRun);

function check(action: unknown, options?: ScalingOptions, isNot = false) {
  return toNotScaleWithPageSize.call(plainContext(isNot), action, options);
}

const begin = makeQuery('begin', 0, { uncounted: 'transaction' });

describe('toNotScaleWithPageSize', () => {
  it('passes where the counts are the same at every page size', async () => {
    const flat = (size: number): Run => ({ result: items(size), queries: [page(size), ...authors(1)] });
    expect((await check(flat)).pass).toBe(true);
  });

  it('explains one query per row', async () => {
    const perRow = (size: number): Run => ({ result: items(size), queries: [page(size), ...authors(size)] });
    expect(await messageOf(check(perRow))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWithPageSize()

      Expected the same number of queries at every page size, received 3, 6 and 12 (1 more per item).

        page size            2  5  11  per item
        items                2  5  11
        queries              3  6  12         1
          [1] select author  2  5  11         1

      Grows with the page size:

        Once per row of: select * from post order by id limit $1
                         in listPosts (src/posts.ts:20:5)
          [1] select * from author where id = $1
              in authorOf (src/posts.ts:24:5)
              one query instead: select * from author where id = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'author', reason: '…' }]"
    `);
  });

  it('explains several findings, allowances, falls and what was not counted', async () => {
    let call = 0;
    const many = (size: number): Run => ({
      result: items(size),
      queries: [
        page(size),
        ...authors(size * 2),
        ...Array.from({ length: Math.floor(size / 2) }, () =>
          makeQuery(`insert into view_log (post_id) values (${call++})`),
        ),
        ...Array.from({ length: size }, () => makeQuery('select * from image where post_id = 7 and kind = 1', 3)),
        ...Array.from({ length: size === 2 ? 2 : 1 }, () => makeQuery('select * from setting')),
        makeQuery('select * from tag where id in (1, 2)'),
        makeQuery('select now()', 1, { attribution: 'adopted' }),
      ],
      observation: {
        uncounted: [
          begin,
          makeQuery('commit', 0, { uncounted: 'transaction' }),
          makeQuery('select version()', 1, { uncounted: 'setup' }),
        ],
      },
    });
    const allow = [
      { table: 'author', reason: 'two per post, cached by the gateway' },
      { table: 'image', reason: 'served from memory soon' },
    ];
    expect(await messageOf(check(many, { allow }))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWithPageSize()

      Expected the same number of queries at every page size, received 12, 21 and 42 (3.33 more per item).

        page size               2   5  11  per item
        items                   2   5  11
        queries                12  21  42      3.33
          [1] select author     4  10  22         2
          [2] insert view_log   1   2   5      0.44

      Grows with the page size:

        Not proved to follow the rows of one read:
          [1] select * from author where id = $1
              in authorOf (src/posts.ts:24:5)
              one query instead: select * from author where id = any($1)
              \`allow\` lets it grow by 1 per item only: two per post, cached by the gateway
          [2] insert into view_log (post_id) values ($1)
              call site unknown: no line of the application was on the stack

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.
        One insert for all rows: \`values (…), (…)\`, or the bulk insert of the ORM.

      Allowed to grow: select * from image where post_id = $1 and kind = $2 (served from memory soon)
      Runs less often on larger pages: select * from setting (2, 1 and 1)
      Found one row for any number of items: select * from tag where id in (…). If all items lead to the same row, a query per distinct row would not show: seed items that differ.
      At page size 11: not counted: 2 of transaction control (begin and commit), 1 of connection set-up (select version()).
      At page size 11: counted though sent outside of the action's context, by a server or a timer: 1 query.
      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'view_log', reason: '…' }]"
    `);
  });

  it('explains a statement of its own for each row', async () => {
    const ownStatement = (size: number): Run => ({
      result: items(size),
      queries: [
        page(size),
        ...Array.from({ length: size }, (_, id) => makeQuery(`select count(*) as post_${id} from comment`)),
      ],
    });
    expect(await messageOf(check(ownStatement))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWithPageSize()

      Expected the same number of queries at every page size, received 3, 6 and 12 (1 more per item).

        page size             2  5  11  per item
        items                 2  5  11
        queries               3  6  12         1
          [1] select comment  0  3   9         1

      Grows with the page size:

        Not proved to follow the rows of one read:
          [1] 9 different statements, one for each further row, such as
              select count(*) as post_2 from comment
              call site unknown: no line of the application was on the stack

      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'comment', reason: '…' }]"
    `);
  });

  it('prints a read once above all that follow its rows, by its number where it grows itself', async () => {
    const nested = (size: number): Run => ({
      result: items(size),
      queries: [
        page(size),
        ...Array.from({ length: size }, () => makeQuery('insert into seen (post_id) values (1)', 3)),
        ...Array.from({ length: size }, (_, id) => makeQuery(`select * from image where post_id = ${id}`, 3)),
        ...authors(size),
        ...Array.from({ length: size * 3 }, (_, id) => makeQuery(`select * from format where id = ${id}`)),
      ],
    });
    expect(await messageOf(check(nested))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWithPageSize()

      Expected the same number of queries at every page size, received 13, 31 and 67 (6 more per item).

        page size             2   5  11  per item
        items                 2   5  11
        queries              13  31  67         6
          [1] insert seen     2   5  11         1
          [2] select image    2   5  11         1
          [3] select author   2   5  11         1
          [4] select format   6  15  33         3

      Grows with the page size:

        Once per row of: select * from post order by id limit $1
                         in listPosts (src/posts.ts:20:5)
          [1] insert into seen (post_id) values ($1)
              call site unknown: no line of the application was on the stack
          [2] select * from image where post_id = $1
              call site unknown: no line of the application was on the stack
              one query instead: select * from image where post_id = any($1)
          [3] select * from author where id = $1
              in authorOf (src/posts.ts:24:5)
              one query instead: select * from author where id = any($1)

        Once per row of [2]:
          [4] select * from format where id = $1
              call site unknown: no line of the application was on the stack
              one query instead: select * from format where id = any($1)

        One insert for all rows: \`values (…), (…)\`, or the bulk insert of the ORM.
        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'seen', reason: '…' }]"
    `);
  });

  it('notes what came late, from all runs', async () => {
    const late = (size: number): Run => ({
      result: items(size),
      queries: [page(size), ...authors(size)],
      observation: size === 5 ? {} : { late: authors(1) },
    });
    expect(await messageOf(check(late))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWithPageSize()

      Expected the same number of queries at every page size, received 3, 6 and 12 (1 more per item).

        page size            2  5  11  per item
        items                2  5  11
        queries              3  6  12         1
          [1] select author  2  5  11         1

      Grows with the page size:

        Once per row of: select * from post order by id limit $1
                         in listPosts (src/posts.ts:20:5)
          [1] select * from author where id = $1
              in authorOf (src/posts.ts:24:5)
              one query instead: select * from author where id = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Not counted: 3 queries that were sent after the action had settled at page sizes 2 and 11. Await them in the action.
        3×  select * from author where id = $1  (3 rows)
            in authorOf (src/posts.ts:24:5)
      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'author', reason: '…' }]"
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

  it('explains growth where the items are unknown', async () => {
    const unknown = (size: number): Run => ({ queries: [page(size), ...authors(size)] });
    expect(await messageOf(check(unknown, { count: 'statements' }))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWithPageSize()

      Expected the same number of statements at every page size, received 3, 6 and 12 (1 more per item).

        page size            2  5  11  per item
        items                ?  ?   ?
        statements           3  6  12         1
          [1] select author  2  5  11         1

      Grows with the page size:

        Once per row of: select * from post order by id limit $1
                         in listPosts (src/posts.ts:20:5)
          [1] select * from author where id = $1
              in authorOf (src/posts.ts:24:5)
              one query instead: select * from author where id = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'author', reason: '…' }]"
    `);
  });

  describe('throws where nothing is proved', () => {
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
        `can't tell which capture caused 1 query at page size 2: sent outside of any action's context, by a server or a timer, while several captures were open. Run such tests one after the other, or call the handler in the test instead of a server that was started before it.

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
        `received 2, 5 and 5 items at page sizes 2, 5 and 11: they do not grow with every page. Seed at least 11 rows, or pass \`sizes\` that fit the data.`,
        (size) => good(Math.min(size, 5)),
        { expectItems: 'grow' },
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

          2×, then 5×: select * from author where id = $1"
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
  });

  it('can not be negated', async () => {
    expect(String(await rejectionOf(check(() => ({}), {}, true)))).toMatchInlineSnapshot(
      `"MatcherError: toNotScaleWithPageSize() can't be negated: "grows somehow" holds for any mistake. To pin known growth, name its rate: \`toNotScaleWithPageSize({ maxPerItem: 1 })\`, or allow the statement with a reason; to pin counts, use \`toExecuteQueries(n)\` at two page sizes."`,
    );
  });

  it.each([
    ['a Promise', Promise.resolve([])],
    ['a number', 3],
    ['undefined', undefined],
  ])('refuses %s', async (received, subject) => {
    expect(String(await rejectionOf(check(subject)))).toBe(
      `InvalidActionError: toNotScaleWithPageSize() needs a function, received ${received}: its queries must be sent while they are counted. ` +
        'Pass `(pageSize) => listPosts(pageSize)`, not `listPosts()`.',
    );
  });

  it('refuses impossible options', async () => {
    expect(String(await rejectionOf(check(() => ({}), { sizes: [5] })))).toMatchInlineSnapshot(
      `"MatcherError: toNotScaleWithPageSize(): \`sizes\` must be at least two whole numbers in rising order, received [5]."`,
    );
  });

  it('rejects with the error of the action, with what had been counted', async () => {
    const error = new RangeError('no such page');
    const action = (size: number): Run => {
      if (size === 11) throw error;
      return { result: items(size), queries: [page(size)] };
    };
    const rejection = await rejectionOf(check(action));
    expect(rejection).toBe(error);
    expect(rejection.message).toMatchInlineSnapshot(`
      "no such page

      The action of toNotScaleWithPageSize() threw this at page size 11, after 0 queries"
    `);
  });
});
