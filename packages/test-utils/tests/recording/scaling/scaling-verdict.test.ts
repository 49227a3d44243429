import { describe, expect, it } from 'vitest';
import type { Query } from '../../../src/recording/query.js';
import { judgeScaling } from '../../../src/recording/scaling/scaling-verdict.js';
import { resolveScalingOptions } from '../../../src/recording/scaling/resolve-scaling-options.js';
import type { ScalingOptions } from '../../../src/recording/scaling/scaling-options.js';
import { authors, makeQuery, page } from '../../support/make-query.js';

const sizes = [2, 5, 11];

function judge(queriesAt: (size: number, index: number) => readonly Query[], options: ScalingOptions = {}) {
  const runs = sizes.map((size, index) => ({ size, items: size, queries: queriesAt(size, index) }));
  return judgeScaling(runs, resolveScalingOptions(options));
}

/** The same statement, as often as `counts` says at each size. */
function times(counts: readonly number[], sql: string) {
  return (index: number) => Array.from({ length: counts[index] ?? 0 }, () => makeQuery(sql, 1));
}

const growing = (verdict: ReturnType<typeof judge>) =>
  verdict.growths.map(({ tallies, counts }) => [tallies.map(({ shape }) => shape).join(' + '), counts]);

describe('judgeScaling', () => {
  it('passes where each shape runs as often at every size', () => {
    const verdict = judge((size) => [page(size), ...authors(1)]);
    expect(verdict.growths).toEqual([]);
    expect(verdict.totals).toEqual([2, 2, 2]);
    expect(verdict.perItem).toBe(0);
  });

  it('fails for a statement per item, with the figure per item', () => {
    const verdict = judge((size) => [page(size), ...authors(size)]);
    expect(growing(verdict)).toEqual([['select * from author where id = $1', [2, 5, 11]]]);
    expect(verdict.growths[0]?.perItem).toBe(1);
    expect(verdict.totals).toEqual([3, 6, 12]);
  });

  it('fails for growth that is gone again at the last size', () => {
    const verdict = judge((_, index) => times([1, 3, 1], 'select 1 from a')(index));
    expect(growing(verdict)).toEqual([['select $1 from a', [1, 3, 1]]]);
  });

  it('fails for growth at the last size only', () => {
    expect(growing(judge((_, index) => times([1, 1, 2], 'select 1 from a')(index)))).toHaveLength(1);
  });

  it('fails for a statement that first runs on a larger page', () => {
    expect(growing(judge((_, index) => times([0, 1, 1], 'select 1 from a')(index)))).toHaveLength(1);
  });

  it('takes a fall for no failure and reports it', () => {
    const verdict = judge((_, index) => times([2, 1, 1], 'select 1 from a')(index));
    expect(verdict.growths).toEqual([]);
    expect(verdict.falls.map(({ counts }) => counts)).toEqual([[2, 1, 1]]);
  });

  it('counts the items, not the size that was asked for', () => {
    const runs = sizes.map((size) => ({ size, items: size * 2, queries: authors(size) }));
    const options = resolveScalingOptions({ maxPerItem: 0.5 });
    expect(judgeScaling(runs, options).growths).toEqual([]);
    expect(judgeScaling(runs, options).perItem).toBe(0.5);
  });

  it('takes statements that take turns for no growth', () => {
    const odd = times([9, 0, 9], 'select 1 from a where id = 1');
    const even = times([0, 9, 0], 'select 1 from a where id in (1, 2)');
    expect(judge((_, index) => [...odd(index), ...even(index)]).growths).toEqual([]);
  });

  it('pairs statements that name the same tables in another order', () => {
    const one = times([1, 0, 0], 'select 1 from a join b on true');
    const several = times([0, 1, 1], 'select 1 from b join a on true');
    expect(judge((_, index) => [...one(index), ...several(index)]).growths).toEqual([]);
  });

  it('gives no figure per item where there are no more items', () => {
    const runs = sizes.map((size) => ({ size, items: 3, queries: authors(size) }));
    expect(judgeScaling(runs, resolveScalingOptions({ expectItems: false })).perItem).toBe(0);
  });

  it('holds an allowance against what every statement may grow, whichever is more', () => {
    const allow = [{ table: 'author', reason: 'known', maxPerItem: 0.5 }];
    expect(judge((size) => authors(size), { allow, maxPerItem: 1 }).growths).toEqual([]);
    expect(judge((size) => authors(size), { allow, maxPerItem: 0.9 }).growths).toHaveLength(1);
  });

  it.each<[string, string, readonly number[], readonly (number | null)[], number]>([
    ['a read by keys that found one row at every size', 'select * from a where id in (1, 2)', [1, 1, 1], [1, 1, 1], 1],
    ['none that ran twice', 'select * from a where id in (1, 2)', [2, 2, 2], [1, 1, 1], 0],
    ['none that found more', 'select * from a where id in (1, 2)', [1, 1, 1], [1, 1, 2], 0],
    ['none whose rows are unknown', 'select * from a where id in (1, 2)', [1, 1, 1], [1, null, 1], 0],
    ['no read without keys', 'select * from a where id = 1', [1, 1, 1], [1, 1, 1], 0],
    ['no write', 'update a set b = 1 where id in (1, 2)', [1, 1, 1], [1, 1, 1], 0],
  ])('names %s as shared rows', (_, sql, counts, rows, found) => {
    const queriesAt = (_size: number, index: number) =>
      Array.from({ length: counts[index] ?? 0 }, (_query, nth) =>
        makeQuery(sql, nth === 0 ? (rows[index] ?? null) : 0),
      );
    expect(judge(queriesAt).sharedRows).toHaveLength(found);
  });

  describe('maxPerItem', () => {
    it.each([
      [1, 0],
      [0.99, 1],
    ])('of %d leaves %d findings for one query per item', (maxPerItem, findings) => {
      expect(judge((size) => authors(size), { maxPerItem }).growths).toHaveLength(findings);
    });

    it('may be a fraction', () => {
      const every3rd = (size: number) => authors(Math.floor(size / 3));
      expect(judge(every3rd, { maxPerItem: 1 / 3 }).growths).toEqual([]);
      expect(judge(every3rd, { maxPerItem: 1 / 4 }).growths).toHaveLength(1);
    });
  });

  it('forgives the rounding of fractions', () => {
    // 0.29 * 100 is 28.999999999999996.
    const runs = [100, 200].map((size) => ({ size, items: size, queries: authors(size === 100 ? 0 : 29) }));
    expect(judgeScaling(runs, resolveScalingOptions({ sizes: [100, 200], maxPerItem: 0.29 })).growths).toEqual([]);
  });

  describe('chunkSize', () => {
    const chunked = (chunk: number) => (size: number) => authors(Math.ceil(size / chunk));

    it('allows one query per chunk of items', () => {
      expect(judge(chunked(5)).growths).toHaveLength(1);
      expect(judge(chunked(5), { chunkSize: 5 }).growths).toEqual([]);
    });

    it('allows no smaller chunks', () => {
      expect(judge(chunked(4), { chunkSize: 5 }).growths).toHaveLength(1);
      expect(judge(chunked(2), { chunkSize: 5 }).growths).toHaveLength(1);
    });
  });

  describe('allow', () => {
    const allow = [{ table: 'author', reason: 'cached by the gateway' }];

    it('lets the named statement grow by one per item and reports it with its reason', () => {
      const verdict = judge((size) => authors(size), { allow });
      expect(verdict.growths).toEqual([]);
      expect(verdict.allowed.map(({ tally, allowance }) => [tally.shape, allowance.reason])).toEqual([
        ['select * from author where id = $1', 'cached by the gateway'],
      ]);
    });

    it('lets no other statement grow', () => {
      const others = judge(
        (size) => [...authors(size), ...Array.from({ length: size }, () => makeQuery('select 1 from b'))],
        { allow },
      );
      expect(growing(others)).toEqual([['select $1 from b', sizes]]);
    });

    it('fails beyond its own limit, naming the allowance that was exceeded', () => {
      const verdict = judge((size) => authors(size * 2), { allow });
      expect(verdict.growths[0]?.exceeded?.reason).toBe('cached by the gateway');
    });

    it('reports no allowance that was not needed', () => {
      expect(judge(() => authors(1), { allow }).allowed).toEqual([]);
    });
  });

  describe('statements that take the place of others', () => {
    const one = 'select * from author where id = 1';
    const list = 'select * from author where id in (1, 2)';

    it('pairs a statement for one row with the one for several', () => {
      expect(judge((_, index) => [...times([1, 0, 0], one)(index), ...times([0, 1, 1], list)(index)]).growths).toEqual(
        [],
      );
    });

    it('pairs a chain of statements, one per size', () => {
      const condition = (size: number) =>
        Array.from({ length: size }, (_, id) => `(a = ${id} and b = ${id})`).join(' or ');
      expect(judge((size) => [makeQuery(`select * from c where ${condition(size)}`)]).growths).toEqual([]);
    });

    it('pairs none that reads another table', () => {
      const other = 'select * from editor where id in (1, 2)';
      expect(
        judge((_, index) => [...times([1, 0, 0], one)(index), ...times([0, 1, 1], other)(index)]).growths,
      ).toHaveLength(1);
    });

    it('pairs no read with a write', () => {
      const write = 'update author set a = 1';
      expect(
        judge((_, index) => [...times([1, 0, 0], one)(index), ...times([0, 1, 1], write)(index)]).growths,
      ).toHaveLength(1);
    });

    it('pairs none that grows beyond what the other one fell', () => {
      const verdict = judge((_, index) => [...times([1, 0, 0], one)(index), ...times([0, 4, 10], list)(index)]);
      expect(growing(verdict)).toEqual([['select * from author where id in (…)', [0, 4, 10]]]);
    });
  });

  describe('a statement of its own for each row', () => {
    const ownTable = (size: number) =>
      Array.from({ length: size }, (_, id) => makeQuery(`select 1 from "t" as row_${id}`));

    it('is one finding, grouped by kind and tables', () => {
      const verdict = judge(ownTable);
      expect(verdict.growths).toHaveLength(1);
      expect(verdict.growths[0]?.tallies).toHaveLength(9);
      expect(verdict.growths[0]?.counts).toEqual([0, 3, 9]);
    });

    it('fails though each statement alone is within the limit', () => {
      expect(judge(ownTable, { maxPerItem: 0.5 }).growths).toHaveLength(1);
      expect(judge(ownTable, { maxPerItem: 1 }).growths).toHaveLength(0);
    });

    it('fails where the statement of a row runs more than once', () => {
      const twice = (size: number) => [...ownTable(size), ...ownTable(size)];
      expect(judge(twice, { maxPerItem: 1 }).growths).toHaveLength(1);
      expect(judge(twice, { maxPerItem: 2 }).growths).toHaveLength(0);
    });
  });

  describe('parent', () => {
    it('is the earlier read that returned as many rows as the statement ran, at every size', () => {
      expect(judge((size) => [page(size), ...authors(size)]).growths[0]?.parent?.shape).toBe(
        'select * from post order by id limit $1',
      );
    });

    it('is unknown where the rows differ at one size', () => {
      expect(judge((size) => [page(size), ...authors(size === 5 ? 4 : size)]).growths[0]?.parent).toBeUndefined();
    });

    it('is unknown where the rows are', () => {
      const posts = makeQuery('select * from post', null, {});
      expect(judge((size) => [{ ...posts, rows: undefined }, ...authors(size)]).growths[0]?.parent).toBeUndefined();
    });

    it('is no read that ran later', () => {
      expect(judge((size) => [...authors(size), page(size)]).growths[0]?.parent).toBeUndefined();
    });

    it('is no write', () => {
      const insert = (size: number) => makeQuery('insert into post values (1)', size);
      expect(judge((size) => [insert(size), ...authors(size)]).growths[0]?.parent).toBeUndefined();
    });

    it('is unknown where two reads fit', () => {
      const tags = (size: number) => makeQuery('select * from tag', size);
      expect(judge((size) => [page(size), tags(size), ...authors(size)]).growths[0]?.parent).toBeUndefined();
    });

    it('is rather a read that does not grow itself', () => {
      const images = (size: number) =>
        Array.from({ length: size }, () => makeQuery('select * from image where id = 1', 1));
      const parents = judge((size) => [page(size), ...images(size), ...authors(size)]).growths.map(
        ({ parent }) => parent?.shape,
      );
      expect(parents).toEqual(Array(2).fill('select * from post order by id limit $1'));
    });

    it('may grow itself where queries nest', () => {
      const comments = (size: number) =>
        Array.from({ length: size }, () => makeQuery('select * from comment where post = 1', 3));
      expect(judge((size) => [page(size), ...comments(size), ...authors(size * 3)]).growths[1]?.parent?.shape).toBe(
        'select * from comment where post = $1',
      );
    });
  });

  it('counts the statements of a text where asked to', () => {
    const batch = (size: number) => [makeQuery('select 1 from a;'.repeat(size))];
    expect(judge(batch, { count: 'statements' }).totals).toEqual([2, 5, 11]);
    expect(judge(batch, { count: 'statements' }).growths).toHaveLength(1);
    expect(judge(batch).totals).toEqual([1, 1, 1]);
  });

  it('counts the round trips of a cursor where asked to', () => {
    const cursor = (size: number) => [makeQuery('select * from a', size, { roundTrips: size })];
    expect(growing(judge(cursor, { count: 'roundTrips' }))).toEqual([['select * from a', [2, 5, 11]]]);
    expect(judge(cursor).growths).toEqual([]);
  });

  describe('rows', () => {
    const rows = { count: 'rows' as const };
    const product = (size: number) => makeQuery('select * from post join tag on true', size * size);

    it('may be as many per item as at the smallest size', () => {
      expect(judge((size) => [makeQuery('select * from tag', size * 3)], rows).growths).toEqual([]);
    });

    it('fail where a larger page takes more per item', () => {
      const verdict = judge((size) => [page(size), product(size)], rows);
      expect(growing(verdict)).toEqual([['select * from post join tag on $1', [4, 25, 121]]]);
      expect(verdict.totals).toEqual([6, 30, 132]);
      expect(judge((size) => [product(size)]).growths).toEqual([]);
    });

    it('are told statement by statement', () => {
      const own = (size: number) => [makeQuery('select * from tag', size), makeQuery('select a from tag', size * size)];
      expect(growing(judge(own, rows))).toEqual([['select a from tag', [4, 25, 121]]]);
    });

    it('fail where only a size in between takes more per item', () => {
      expect(judge((size) => [makeQuery('select * from tag', size === 5 ? 16 : size * 3)], rows).growths).toHaveLength(
        1,
      );
    });

    it('may grow by as many per item as named', () => {
      const three = (size: number) => [makeQuery('select * from tag', size * 3)];
      expect(judge(three, { ...rows, maxPerItem: 3 }).growths).toEqual([]);
      expect(judge(three, { ...rows, maxPerItem: 2 }).growths).toHaveLength(1);
      const allow = [{ table: 'tag', maxPerItem: 3, reason: 'three tags each' }];
      expect(judge(three, { ...rows, maxPerItem: 0, allow }).growths).toEqual([]);
    });

    it('are of all statements that do the same to the same tables', () => {
      const swapped = (size: number) => [
        makeQuery(size === 2 ? 'select * from tag where id = 1 or id = 2' : 'select * from tag where id in (1)', size),
      ];
      const oneEach = (size: number) =>
        Array.from({ length: size }, (_, id) => makeQuery(`select ${'a, '.repeat(id)} b from tag`, 1));
      expect(judge(swapped, rows).growths).toEqual([]);
      expect(judge(oneEach, rows).growths).toEqual([]);
    });

    it('are those that came back, not those that were changed', () => {
      const writes = (sql: string) => (size: number) => [makeQuery(sql, size * size)];
      expect(judge(writes('update post set a = 1'), rows).growths).toEqual([]);
      expect(judge(writes('update post set a = 1 returning id'), rows).growths).toHaveLength(1);
      expect(judge(writes('copy post to stdout'), rows).growths).toHaveLength(1);
      expect(judge(writes('copy post from stdin'), rows).growths).toEqual([]);
      expect(judge(writes('fetch all from c'), rows).growths).toHaveLength(1);
    });

    it('prove no parent: they are no runs', () => {
      const tag = (size: number) => makeQuery('select * from tag', size * size);
      expect(judge((size) => [tag(size), product(size)], rows).growths.map(({ parent }) => parent)).toEqual([
        ...[undefined, undefined],
      ]);
    });
  });

  it('names a read by keys that found one and the same row for all items', () => {
    const verdict = judge((size) => [page(size), makeQuery('select * from author where id in (1)', 1)]);
    expect(verdict.sharedRows.map(({ shape }) => shape)).toEqual(['select * from author where id in (…)']);
    expect(judge((size) => [page(size), makeQuery('select * from author where id in (1)', size)]).sharedRows).toEqual(
      [],
    );
  });
});
