import { describe, expect, it } from 'vitest';
import { inStableOrder } from '../../src/recording/stable-order.js';
import { makeQuery } from '../support/make-query.js';

/** Queries by the tables they read, with the time from the call to the end. */
function order(...queries: readonly (readonly [table: string, start: number, end?: number])[]): string {
  const timed = queries.map(([table, start, end]) =>
    makeQuery(`select * from ${table}`, 1, {
      startedAtMs: start,
      durationMs: end === undefined ? undefined : end - start,
    }),
  );
  return inStableOrder(timed)
    .map(({ tables }) => tables[0])
    .join(' ');
}

describe('the stable order of queries', () => {
  it('is that of the calls, where each waits for the one before', () => {
    expect(order(['c', 0, 1], ['a', 1, 2], ['b', 2.5, 3])).toBe('c a b');
  });

  it('is that of the calls up to the first two that are in flight at once, and from there by shape', () => {
    expect(order(['d', 0, 1], ['c', 2, 4], ['b', 3, 5], ['a', 6, 7])).toBe('d a b c');
  });

  it('is the same for two chains side by side, whichever goes on first', () => {
    const pair = [
      ['post', 0, 2],
      ['author', 0, 2],
    ] as const;
    const orders = [
      order(...pair, ['tag', 3, 4], ['image', 5, 6]),
      order(...pair, ['image', 3, 4], ['tag', 5, 6]),
      order(['post', 0, 2], ['author', 0, 4], ['tag', 3, 4], ['image', 5, 6]),
    ];
    expect(new Set(orders)).toEqual(new Set(['author image post tag']));
  });

  it('takes a query that has not ended for one in flight', () => {
    expect(order(['b', 0], ['a', 100, 101])).toBe('a b');
  });

  it('does not take the rounding of a sum for time', () => {
    expect(order(['b', 0.1, 0.3], ['a', 0.1 + (0.3 - 0.1), 1])).toBe('b a');
    expect(order(['b', 1000.7, 1003.1], ['a', 1003.1 - 1e-9, 1004])).toBe('b a');
  });

  it('takes a failed query to be over for its caller', () => {
    const failed = makeQuery('select * from b', 0, { durationMs: 10, error: new Error('no') });
    const next = makeQuery('select * from a', 1, { startedAtMs: 5 });
    expect(inStableOrder([failed, next])).toEqual([failed, next]);
  });
});
