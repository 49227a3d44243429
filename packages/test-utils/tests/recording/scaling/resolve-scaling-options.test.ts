import { describe, expect, it } from 'vitest';
import { resolveScalingOptions, ScalingOptionError } from '../../../src/recording/scaling/resolve-scaling-options.js';

const sizes = '`sizes` must be at least two whole numbers from 1 in rising order, received';

describe('resolveScalingOptions', () => {
  it('fills in the defaults', () => {
    const defaults = {
      ...{ sizes: [2, 5, 11], warmup: 1, count: 'queries', showValues: false, strict: false },
      ...{ only: [], cached: [], chunkSize: undefined, maxPerItem: 0, allow: [] },
    };
    expect(resolveScalingOptions({})).toEqual({ ...defaults, dimension: 'page size', expectItems: 'equal' });
    expect(resolveScalingOptions({}, 'data size')).toEqual({
      ...{ ...defaults, dimension: 'data size', expectItems: 'grow' },
    });
  });

  it('leaves the growth of rows to what items take, unless it is named', () => {
    expect(resolveScalingOptions({ count: 'rows' }).maxPerItem).toBeUndefined();
    expect(resolveScalingOptions({ count: 'rows', maxPerItem: 2.5 }).maxPerItem).toBe(2.5);
  });

  it('takes one filter for a list of one', () => {
    const { only, cached } = resolveScalingOptions({ only: { table: 'a' }, cached: [{ sql: 'b' }, { shape: /c/ }] });
    expect([only.length, cached.length]).toEqual([1, 2]);
  });

  it.each<[unknown, string]>([
    [{ sizes: [5] }, `${sizes} [ 5 ].`],
    [{ sizes: [5, 2] }, `${sizes} [ 5, 2 ].`],
    [{ sizes: [2, 5, 5] }, `${sizes} [ 2, 5, 5 ].`],
    [{ sizes: [0, 2] }, `${sizes} [ 0, 2 ].`],
    [{ sizes: [-2, 2] }, `${sizes} [ -2, 2 ].`],
    [{ sizes: [1.5, 2] }, `${sizes} [ 1.5, 2 ].`],
    [{ sizes: ['2', '5'] }, `${sizes} [ '2', '5' ].`],
    [{ sizes: [2, NaN] }, `${sizes} [ 2, NaN ].`],
    [{ sizes: 5 }, `${sizes} 5.`],
    [{ warmup: -1 }, '`warmup` must be a number of runs, received -1.'],
    [{ count: 'calls' }, "`count` must be 'queries', 'statements', 'roundTrips' or 'rows', received 'calls'."],
    [{ expectItems: true }, "`expectItems` must be 'equal', 'grow' or false, received true."],
    [{ maxPerItem: -1 }, '`maxPerItem` must be 0 or more, received -1.'],
    [{ maxPerItem: '1' }, "`maxPerItem` must be 0 or more, received '1'."],
    [{ chunkSize: 0 }, '`chunkSize` must be a number of items, received 0.'],
    [{ chunkSize: 5, count: 'rows' }, '`chunkSize` must be left out where rows are counted, received 5.'],
    [{ showValues: 1 }, '`showValues` must be true or false, received 1.'],
    [{ populate: 5 }, '`populate` must be a function, received 5.'],
    [{ reset: 'all' }, "`reset` must be a function, received 'all'."],
    [{ items: 'data' }, "`items` must be a function, received 'data'."],
    [{ only: {} }, '`only` must be a filter with a `shape`, a `table` or `sql`, or a list of them, received {}.'],
    [
      { cached: 'author' },
      "`cached` must be a filter with a `shape`, a `table` or `sql`, or a list of them, received 'author'.",
    ],
    [{ allow: { table: 'a' } }, "`allow` must be a list, received { table: 'a' }."],
    [{ allow: [{ table: 'a', reason: ' ' }] }, 'An entry of `allow` needs a `reason`: say why it may grow.'],
    [{ allow: [{ table: 'a' }] }, 'An entry of `allow` needs a `reason`: say why it may grow.'],
    [
      { allow: [{ reason: 'x' }] },
      'An entry of `allow` needs a `shape`, a `table` or `sql`: say which statement may grow.',
    ],
    [
      { allow: [{ table: 'a', reason: 'x', maxPerItem: -1 }] },
      '`maxPerItem` of an entry of `allow` must be 0 or more, received -1.',
    ],
    [
      { size: [2, 5] },
      'There is no option `size`. The options are sizes, reset, warmup, items, count, only, cached, chunkSize, ' +
        'maxPerItem, allow, showValues, strict, populate, expectItems.',
    ],
    [null, 'The options must be an object, received null.'],
    [[2, 5], 'The options must be an object, received [ 2, 5 ].'],
  ])('refuses %j', (options, message) => {
    expect(() => resolveScalingOptions(options as never)).toThrow(new ScalingOptionError(message));
  });

  it('knows no populating of pages where the data grows', () => {
    expect(() => resolveScalingOptions({ expectItems: 'grow' }, 'data size')).toThrow(
      'There is no option `expectItems`.',
    );
  });
});
