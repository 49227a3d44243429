import { inspect } from 'node:util';
import { explainCount, type CountRange } from '../report/explain-count.js';
import { MatcherError } from './matcher-error.js';
import type { QueryAssertion } from './query-assertion.js';

/** A number of queries, or the bounds of one; a bound that is left out does not limit. */
export type ExpectedQueries = number | { readonly min?: number; readonly max?: number };

/** Asserts how many queries are sent. */
export const executeQueries: QueryAssertion<CountRange> = {
  take: (matcher, [expected]) => rangeOf(matcher, expected),
  judge: ({ expected, observation }) => {
    const { length } = observation.queries;
    return {
      pass: length >= expected.min && length <= expected.max,
      explain: (printing) => explainCount({ ...printing, expected, observation }),
    };
  },
};

function rangeOf(matcher: string, expected: unknown): CountRange {
  if (isCount(expected)) return { min: expected, max: expected };
  if (typeof expected === 'object' && expected !== null) {
    const { min = 0, max = Infinity, ...others } = expected as Readonly<Record<string, unknown>>;
    const isRange = isCount(min) && (isCount(max) || max === Infinity) && min <= max;
    const limits = 'min' in expected || 'max' in expected;
    if (isRange && limits && Object.keys(others).length === 0) return { min, max };
  }
  const wanted = 'needs a number of queries or { min, max }';
  throw new MatcherError(`${matcher}() ${wanted}, received ${inspect(expected)}.`);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
