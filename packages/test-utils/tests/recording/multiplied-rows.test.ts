import { describe, expect, it } from 'vitest';
import { collectionsOf, rowsOfJoin } from '../../src/recording/collections.js';
import { mayMultiply, measureHeldRows } from '../../src/recording/multiplied-rows.js';
import { makeQuery } from '../support/make-query.js';

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

const post = (images: number, tags: number, formats = 0) => ({
  title: 'abc',
  images: rows(images).map((image) => (formats === 0 ? image : { ...image, formats: rows(formats) })),
  tags: rows(tags),
  author: { name: 'Ann', books: rows(2) },
  numbers: [1, 2, 3],
});

describe('collectionsOf', () => {
  it('names lists of rows, also inside of one another and behind objects', () => {
    expect(collectionsOf([post(2, 2, 3)])).toEqual([['images'], ['images', 'formats'], ['tags'], ['author.books']]);
  });

  it('goes through rows that refer to one another', () => {
    const parent: Record<string, unknown> = { children: [] };
    parent['children'] = [{ parent }];
    expect(collectionsOf([parent])).toEqual([['children']]);
  });

  it('looks at all items', () => {
    expect(collectionsOf([{ images: rows(0) }, { tags: rows(1) }])).toEqual([['images'], ['tags']]);
  });
});

describe('rowsOfJoin', () => {
  const items = [post(2, 3), post(0, 4), post(1, 0)];

  it('is one row per element of one collection, and one for an item without', () => {
    expect(rowsOfJoin(items, [['images']])).toBe(2 + 1 + 1);
    expect(rowsOfJoin(items, [])).toBe(3);
  });

  it('is the product of collections side by side, item by item', () => {
    expect(rowsOfJoin(items, [['images'], ['tags']])).toBe(2 * 3 + 1 * 4 + 1 * 1);
    expect(rowsOfJoin([post(2, 3)], [['images'], ['tags'], ['author.books']])).toBe(2 * 3 * 2);
  });

  it('is the sum of collections inside of one another', () => {
    expect(rowsOfJoin([post(2, 3, 4)], [['images', 'formats']])).toBe(8);
    expect(rowsOfJoin([post(2, 3, 4)], [['images'], ['images', 'formats']])).toBe(8);
    expect(rowsOfJoin([post(2, 3, 4)], [['images', 'formats'], ['tags']])).toBe(8 * 3);
  });
});

describe('measureHeldRows', () => {
  it('holds what the largest collection takes', () => {
    expect(measureHeldRows([post(2, 7)]).held).toBe(7);
    expect(measureHeldRows([post(2, 3, 4)]).held).toBe(8);
    expect(measureHeldRows(rows(5)).held).toBe(5);
    expect(measureHeldRows([]).held).toBe(0);
  });

  it('names the fewest collections whose product it is', () => {
    const item = { a: rows(2), b: rows(3), c: rows(2), d: rows(6) };
    expect(measureHeldRows([item]).productOf(12)).toEqual([['a'], ['d']]);
    expect(measureHeldRows([item]).productOf(7)).toBeUndefined();
  });

  it('knows collections side by side', () => {
    const names = (items: readonly unknown[]) => measureHeldRows(items).siblings.map((path) => path.join('.'));
    expect(names([{ images: rows(1), tags: rows(1) }])).toEqual(['images', 'tags']);
    expect(names([{ images: [{ formats: rows(1) }] }])).toEqual([]);
    expect(names([{ images: [{ formats: rows(1), sizes: rows(1) }] }])).toEqual(['images.formats', 'images.sizes']);
  });

  it.each([
    [2, 2, true],
    [1, 5, false],
    [5, 0, false],
  ])('shows a product for %d and %d elements: %s', (images, tags, shows) => {
    expect(measureHeldRows([{ images: rows(images), tags: rows(tags) }]).showsProducts).toBe(shows);
  });

  it('names the fewest collections whose product a number of rows is', () => {
    const { productOf } = measureHeldRows([post(3, 4)]);
    expect(productOf(12)).toEqual([['images'], ['tags']]);
    expect(productOf(24)).toEqual([['images'], ['tags'], ['author.books']]);
    expect(productOf(13)).toBeUndefined();
  });
});

describe('mayMultiply', () => {
  it.each([
    ['select * from a join b on true join c on true', true],
    ['select * from a left join b on true', false],
    ['select * from a, b, c where a.id = b.id', true],
    ['select * from a, b where a.id in (1, 2, 3) order by a, b, c', false],
    ['select a, b, (select c from d, e, f) from a', false],
    ['select * from a, (select c, d from e) f, g', true],
    ['update a set b = 1 from c join d on true join e on true', false],
  ])('%s: %s', (sql, expected) => {
    expect(mayMultiply(makeQuery(sql))).toBe(expected);
  });
});
