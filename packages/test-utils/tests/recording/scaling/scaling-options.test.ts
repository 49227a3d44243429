import { describe, expect, it } from 'vitest';
import { matchesFilter } from '../../../src/recording/scaling/query-filter.js';
import { resolveScalingOptions, ScalingOptionError } from '../../../src/recording/scaling/scaling-options.js';
import { makeQuery } from '../../support/make-query.js';

describe('resolveScalingOptions', () => {
  it('fills in the defaults', () => {
    expect(resolveScalingOptions({})).toEqual({
      ...{ sizes: [2, 5, 11], warmup: 1, expectItems: 'equal', count: 'queries' },
      ...{ only: [], cached: [], chunkSize: undefined, maxPerItem: 0, allow: [] },
    });
  });

  it.each([
    [{ sizes: [5] }, '`sizes` must be at least two whole numbers in rising order, received [5].'],
    [{ sizes: [5, 2] }, '`sizes` must be at least two whole numbers in rising order, received [5,2].'],
    [{ sizes: [0, 2] }, '`sizes` must be at least two whole numbers in rising order, received [0,2].'],
    [{ sizes: [1.5, 2] }, '`sizes` must be at least two whole numbers in rising order, received [1.5,2].'],
    [{ warmup: -1 }, '`warmup` must be a number of runs, received -1.'],
    [{ maxPerItem: -1 }, '`maxPerItem` must be 0 or more, received -1.'],
    [{ chunkSize: 0 }, '`chunkSize` must be a number of items, received 0.'],
    [{ allow: [{ table: 'a', reason: ' ' }] }, 'An entry of `allow` needs a `reason`: say why it may grow.'],
    [
      { allow: [{ reason: 'x' }] },
      'An entry of `allow` needs a `shape`, a `table` or `sql`: say which statement may grow.',
    ],
    [
      { allow: [{ table: 'a', reason: 'x', maxPerItem: -1 }] },
      '`maxPerItem` of an entry of `allow` must be 0 or more, received -1.',
    ],
  ])('refuses %j', (options, message) => {
    expect(() => resolveScalingOptions(options)).toThrow(new ScalingOptionError(message));
  });
});

describe('matchesFilter', () => {
  const query = makeQuery("select * from author where name = 'Ann'");

  it.each([
    [{ table: 'author' }, true],
    [{ table: 'auth' }, false],
    [{ shape: 'name = $1' }, true],
    [{ shape: /name = \$\d$/ }, true],
    [{ sql: /ann/i }, true],
    [{ sql: 'Bob' }, false],
    [{ table: 'author', sql: 'Bob' }, false],
    [{}, false],
  ])('%j names the query: %s', (filter, expected) => {
    expect(matchesFilter(query, filter)).toBe(expected);
  });

  it('takes a global pattern every time', () => {
    const sql = /author/g;
    expect([matchesFilter(query, { sql }), matchesFilter(query, { sql })]).toEqual([true, true]);
  });
});
