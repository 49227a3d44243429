import { describe, expect, it } from 'vitest';
import { findRepeats } from '../../src/recording/find-repeats.js';
import type { Query } from '../../src/recording/query.js';
import { authors, makeQuery, page, siteAt } from '../support/make-query.js';

const withValues = (values: readonly unknown[]): Query => makeQuery('select * from a where b = $1', 1, { values });

describe('findRepeats', () => {
  it('finds a statement that one line sends again and again, and the read whose rows it follows', () => {
    const list = page(3);
    const queries = [list, ...authors(3)];
    expect(findRepeats(queries)).toEqual([
      {
        shape: 'select * from author where id = $1',
        times: 3,
        differentValues: undefined,
        callSite: siteAt('src/posts.ts', 24, 'authorOf'),
        queries: queries.slice(1),
        parent: list,
      },
    ]);
  });

  it('takes lines apart', () => {
    const site = { file: 'src/a.ts', line: 1, column: 5, functionName: 'f' };
    const here = makeQuery('select * from a where b = 1', 1, { callSite: site });
    const there = makeQuery('select * from a where b = 2', 1, { callSite: { ...site, line: 2 } });
    const elsewhere = makeQuery('select * from a where b = 2', 1, { callSite: { ...site, file: 'src/b.ts' } });
    const nowhere = makeQuery('select * from a where b = 3');
    const beside = makeQuery('select * from a where b = 2', 1, { callSite: { ...site, column: site.column + 1 } });
    expect(findRepeats([here, there, beside, elsewhere, nowhere])).toEqual([]);
    expect(findRepeats([here, there, nowhere, here, nowhere]).map(({ queries }) => queries)).toEqual([
      [here, here],
      [nowhere, nowhere],
    ]);
  });

  it('takes statements apart', () => {
    expect(findRepeats([makeQuery('select a'), makeQuery('select b')])).toEqual([]);
  });

  it('leaves out what runs no more than the allowed times', () => {
    expect(findRepeats(authors(3), 3)).toEqual([]);
    expect(findRepeats(authors(4), 3)).toHaveLength(1);
  });

  it('lists the most frequent first', () => {
    const tags = [1, 2, 3].map((id) => makeQuery(`select * from tag where post = ${id}`));
    expect(findRepeats([...authors(2), ...tags]).map(({ times }) => times)).toEqual([3, 2]);
  });

  it.each([
    ['with other values each time', [[1], [2], [3]], 3],
    ['with the same values', [[1], [1], [1]], 1],
    ['with values that only look alike', [[1], ['1'], [[1]], [{ 0: 1 }], [null], [undefined]], 6],
    ['with long values that end differently', [['a'.repeat(20_000)], [`${'a'.repeat(20_000)}b`]], 2],
    ['with long lists that end differently', [[Array(200).fill(1)], [[...Array<number>(200).fill(1), 2]]], 2],
    ['with buffers that end differently', [[Buffer.alloc(100)], [Buffer.from([...Buffer.alloc(99), 1])]], 2],
    ['with deep values that differ', [[{ a: { b: { c: { d: 1 } } } }], [{ a: { b: { c: { d: 2 } } } }]], 2],
    ['with dates', [[new Date(1)], [new Date(2)], [new Date(2)]], 2],
  ])('counts how many values a statement ran %s', (_, values, different) => {
    expect(findRepeats(values.map(withValues))[0]?.differentValues).toBe(different);
  });

  it('counts literals in the text as values', () => {
    const queries = [1, 2, 2].map((id) => makeQuery(`select * from a where b = ${id}`, 1, { values: [] }));
    expect(findRepeats(queries)[0]?.differentValues).toBe(2);
  });

  it('can not tell the values where one of them was not kept', () => {
    expect(
      findRepeats([withValues([1]), makeQuery('select * from a where b = $1')])[0]?.differentValues,
    ).toBeUndefined();
  });

  it('names no parent where row counts do not prove it', () => {
    expect(findRepeats([page(4), ...authors(3)])[0]?.parent).toBeUndefined();
    expect(findRepeats([...authors(3), page(3)])[0]?.parent).toBeUndefined();
    expect(findRepeats([page(3), makeQuery('select * from c', 3), ...authors(3)])[0]?.parent).toBeUndefined();
  });

  it('names no parent of the same shape', () => {
    const node = (id: number, rows: number, line: number) =>
      makeQuery(`select * from node where parent = ${id}`, rows, { callSite: siteAt('src/tree.ts', line) });
    const [repeat] = findRepeats([node(0, 2, 1), node(1, 0, 2), node(2, 0, 2)]);
    expect(repeat?.times).toBe(2);
    expect(repeat?.parent).toBeUndefined();
  });

  it('finds the parent of each line for itself', () => {
    const at = (line: number) => (query: Query) => ({ ...query, callSite: siteAt('src/posts.ts', line) });
    const list = page(2);
    const repeats = findRepeats([list, ...authors(2).map(at(1)), ...authors(2).map(at(2))]);
    expect(repeats.map(({ parent }) => parent)).toEqual([list, list]);
  });
});
