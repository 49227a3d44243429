import { describe, expect, it } from 'vitest';
import { createToNotScaleWithPageSize } from '../../src/matchers/scaling-matcher.js';
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
      Runs less often at larger sizes: select * from setting (2, 1 and 1)
      Found one row for any number of items: select * from tag where id in (…). If all items lead to the same row, a query per distinct row would not show: seed items that differ.
      At page size 11: not counted: 2 of transaction control (begin and commit), 1 of connection set-up (select version()).
      At page size 11: 1 of 42 queries came from outside the action, from a server or a timer, and was adopted: select now().
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
          [1] 9 different statements that run at some sizes only, such as
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

  it('explains rows that a larger page takes more of for each item', async () => {
    const product = (size: number): Run => ({
      result: items(size),
      queries: [
        page(size),
        makeQuery('select * from post join image on true join tag on true', size * size, {
          callSite: siteAt('src/posts.ts', 40, 'withAll'),
        }),
      ],
    });
    const allow = [{ table: 'tag', reason: 'few tags', maxPerItem: 1 }];
    expect(await messageOf(check(product, { count: 'rows' }))).toMatchInlineSnapshot(`
      "expect(action).toNotScaleWithPageSize()

      Expected no more rows per item at a larger size, received 6, 30 and 132 (14 more per item).

        page size          2   5   11  per item
        items              2   5   11
        rows               6  30  132        14
          [1] select post  4  25  121        13

      Fetches more rows per item with the page size:

        [1] select * from post join image on $1 join tag on $2
            in withAll (src/posts.ts:40:5)
            2, 5 and 11 rows per item

        Fetch only what belongs to the items of the page; two collections by a query each, for their join returns the product of both.

      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'post', reason: '…' }]"
    `);
    expect(await messageOf(check(product, { count: 'rows', maxPerItem: 1, allow }))).toContain(
      '`allow` lets it grow by 1 per item only: few tags',
    );
  });

  it('explains round trips', async () => {
    const cursor = (size: number): Run => ({
      result: items(size),
      queries: [makeQuery('select * from post', size, { roundTrips: size + 1 })],
    });
    expect(await messageOf(check(cursor, { count: 'roundTrips' }))).toContain(
      'Expected the same number of round trips at every page size, received 3, 6 and 12 (1 more per item).',
    );
  });

  it('prints values only where asked to', async () => {
    const byId = (id: number) => makeQuery('select * from author where id = $1', 1, { values: [id] });
    const perRow = (size: number): Run => ({
      result: items(size),
      queries: [page(size), ...items(size).map(byId)],
    });
    expect(await messageOf(check(perRow))).not.toContain('values');
    expect(await messageOf(check(perRow, { showValues: true }))).toContain(
      'values: [ 0 ], [ 1 ], [ 2 ], [ 3 ], [ 4 ], and 6 more',
    );
  });

  it('can not be negated', async () => {
    expect(String(await rejectionOf(check(() => ({}), {}, true)))).toMatchInlineSnapshot(
      `"MatcherError: toNotScaleWithPageSize() can't be negated: "grows somehow" holds for any mistake. To pin known growth, name its rate by \`maxPerItem: 1\`, or allow the statement with a reason; to pin counts, use \`toExecuteQueries(n)\` at two page sizes."`,
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

  it.each<[unknown, string]>([
    [{ sizes: [5] }, '`sizes` must be at least two whole numbers from 1 in rising order, received [ 5 ].'],
    [{ sizes: [11, 5] }, '`sizes` must be at least two whole numbers from 1 in rising order, received [ 11, 5 ].'],
    [null, 'The options must be an object, received null.'],
  ])('refuses %j as options', async (options, message) => {
    const rejection = await rejectionOf(toNotScaleWithPageSize.call(plainContext(), () => ({}), options));
    expect(String(rejection)).toBe(`MatcherError: toNotScaleWithPageSize(): ${message}`);
  });

  it.each([
    ['populate', 'threw this before the run at page size 2.'],
    ['reset', 'threw this before the run at page size 2.'],
    ['items', 'threw this for the result at page size 2.'],
  ])('rejects with the error of %s, saying where it comes from', async (name, fact) => {
    const error = new RangeError('cache is away');
    const failing = () => {
      throw error;
    };
    const rejection = await rejectionOf(check((size: number) => ({ result: items(size) }), { [name]: failing }));
    expect(rejection).toBe(error);
    expect(String(rejection)).toBe(`RangeError: cache is away\n\n\`${name}\` of toNotScaleWithPageSize() ${fact}`);
  });

  it('refuses a number of items that is none', async () => {
    const rejection = await rejectionOf(check(() => ({}), { items: () => '3' as unknown as number }));
    expect(String(rejection)).toBe(
      "MatcherError: toNotScaleWithPageSize(): `items` must answer a number of items, or undefined, answered '3'.",
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
