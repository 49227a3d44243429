import { describe, expect, it } from 'vitest';
import { createToNotScaleWithPageSize } from '../../src/matchers/to-not-scale-with-page-size.js';
import type { ScalingOptions } from '../../src/recording/scaling/scaling-options.js';
import { authors, items, makeQuery, observeRun, page, type Run } from '../support/make-query.js';
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
