import { describe, expect, it } from 'vitest';
import { takeEveryTestOptions } from '../../../src/guards/every-test/every-test-options.js';
import { MatcherError } from '../../../src/matchers/matcher-error.js';
import { errorOf } from '../../support/plain-context.js';

describe('the options of everyTest()', () => {
  it('have defaults', () => {
    expect(takeEveryTestOptions()).toEqual({
      ...{ baseline: undefined, max: 1, maxOutsideRequests: 4, repeats: [], endpoints: [] },
    });
  });

  it('tell statements that may repeat from endpoints without a scaling check', () => {
    const repeats = [
      { file: /factories/, reason: 'makes data' },
      { table: 'log', reason: 'one row each' },
    ];
    const endpoints = [{ endpoint: 'GET /countries', reason: 'there are 249' }];
    expect(takeEveryTestOptions({ allow: [...repeats, ...endpoints] })).toMatchObject({ repeats, endpoints });
  });

  it.each([
    [null, 'everyTest() takes the options baseline, max, maxOutsideRequests and allow, received null.'],
    [
      { baselines: 'a.json' },
      "everyTest() takes the options baseline, max, maxOutsideRequests and allow, received { baselines: 'a.json' }.",
    ],
    [{ baseline: ' ' }, "everyTest() needs the path of a file for `baseline`, received ' '."],
    [{ baseline: 1 }, 'everyTest() needs the path of a file for `baseline`, received 1.'],
    [{ max: 0 }, 'everyTest() needs a number of sets of values from 1 for `max`, received 0.'],
    [
      { maxOutsideRequests: 1.5 },
      'everyTest() needs a number of sets of values from 1 for `maxOutsideRequests`, received 1.5.',
    ],
  ])('must make sense: %j', (given, message) => {
    const error = errorOf(() => takeEveryTestOptions(given));
    expect(error).toBeInstanceOf(MatcherError);
    expect(error.message).toBe(message);
  });

  it.each([
    [{ table: 'log' }],
    [{ reason: 'why' }],
    [{ table: 'log', reason: ' ' }],
    [{ endpoint: 1, reason: 'why' }],
    ['log'],
  ])('let nothing pass without a name and a reason: %j', (entry) => {
    expect(() => takeEveryTestOptions({ allow: [entry] })).toThrow(
      'everyTest() needs for `allow` a list of { table, shape, sql, file or endpoint, reason }, received [',
    );
  });
});
