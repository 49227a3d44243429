import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../../src/recording/find-duplicates.js';
import type { Query } from '../../src/recording/query.js';
import { makeQuery } from '../support/make-query.js';

const author = (...values: readonly unknown[]): Query => makeQuery('select * from author where id = $1', 1, { values });

describe('findDuplicates', () => {
  it('finds the queries that share text and values, by shape', () => {
    const queries = [author(1), author(2), author(1), author(3), author(3), author(3)];
    const [first, , second, ...rest] = queries;
    expect(findDuplicates(queries)).toEqual([{ queries: [first, second, ...rest], sets: 2, writeBetween: undefined }]);
  });

  it('finds none where values, literals or statements differ', () => {
    expect(
      findDuplicates([author(1), author(2), author(undefined), author('1'), author([1]), author({ id: 1 })]),
    ).toEqual([]);
    expect(findDuplicates([makeQuery('select 1'), makeQuery('select 2')])).toEqual([]);
    expect(findDuplicates([makeQuery('select a'), makeQuery('select b')])).toEqual([]);
  });

  it('finds literals that are the same', () => {
    expect(findDuplicates([makeQuery('select 1'), makeQuery('select 1')])).toHaveLength(1);
  });

  it('compares dates, bytes and lists by what they hold', () => {
    const date = () => author(new Date(5));
    const bytes = () => author(Buffer.from('abc'));
    const list = () => author([1, [2]]);
    expect(findDuplicates([date(), bytes(), list(), date(), bytes(), list()])[0]?.sets).toBe(3);
    expect(findDuplicates([author(new Date(5)), author(new Date(6))])).toEqual([]);
  });

  it('takes no COPY for another one', () => {
    const copy = () => makeQuery('copy author from stdin', 5);
    expect(findDuplicates([copy(), copy()])).toEqual([]);
  });

  it('lists the most frequent first', () => {
    const tag = makeQuery('select * from tag');
    expect(findDuplicates([tag, tag, author(1), author(1), author(1)]).map(({ queries }) => queries.length)).toEqual([
      ...[3, 2],
    ]);
  });

  describe('a write in between', () => {
    const update = makeQuery('update author set name = $1');

    it('is named where it changes a table of the read', () => {
      expect(findDuplicates([author(1), update, author(1)])[0]?.writeBetween).toBe(update);
    });

    it.each([
      ['before both', [update, author(1), author(1)]],
      ['after both', [author(1), author(1), update]],
      ['to another table', [author(1), makeQuery('update post set a = 1'), author(1)]],
      ['that is a read', [author(1), makeQuery('select name from author'), author(1)]],
      ['of another set of values', [author(1), author(1), author(2), update, author(3), author(3), author(2, 1)]],
    ])('is none %s', (_, queries) => {
      expect(findDuplicates(queries)[0]?.writeBetween).toBeUndefined();
    });

    it('is of no interest between two writes', () => {
      const insert = makeQuery('insert into author values (1)');
      expect(findDuplicates([insert, update, insert])[0]?.writeBetween).toBeUndefined();
    });
  });
});
