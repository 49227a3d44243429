import { inspect, types } from 'node:util';
import type { Query } from '../recording/query.js';
import { holdsPattern } from '../recording/scaling/query-filter.js';
import type { CountRange } from '../report/explain-count.js';
import { explainMatching } from '../report/explain-matching.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MatcherError } from './matcher-error.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { takeCount } from './take-count.js';
import { takeOptions } from './take-options.js';

interface ExpectedMatch extends Taken {
  readonly pattern: string | RegExp;
  readonly range: CountRange;
}

/** Asserts that a query matches a pattern, or that a number of them does. */
export const executeQueryMatching: QueryAssertion<ExpectedMatch> = {
  take: (matcher, [pattern, times, options]) => {
    if (!isPattern(pattern)) {
      const wanted = 'needs a part of a statement or a pattern';
      throw new MatcherError(`${matcher}() ${wanted}, received ${inspect(pattern)}.`);
    }
    return { pattern, range: rangeOf(matcher, times), ...takeOptions(matcher, options, []) };
  },
  judge: ({ matcher, expected, observation }) => {
    // "None matches" holds for an action that does nothing.
    ensureSomethingSent(matcher, observation);
    const { pattern, range } = expected;
    const matching = observation.queries.filter((query) => matches(query, pattern));
    return {
      pass: matching.length >= range.min && matching.length <= range.max,
      explain: (printing) => explainMatching({ ...printing, expected: range, matching, observation }),
    };
  },
};

function rangeOf(matcher: string, times: unknown): CountRange {
  if (times === undefined) return { min: 1, max: Infinity };
  const count = takeCount(matcher, times, 'queries');
  return { min: count, max: count };
}

function matches({ shape, sql }: Query, pattern: string | RegExp): boolean {
  return holdsPattern(shape, pattern) || holdsPattern(sql, pattern);
}

/** No `instanceof`: a pattern of another realm is none of this one's. */
function isPattern(value: unknown): value is string | RegExp {
  return typeof value === 'string' ? value !== '' : types.isRegExp(value);
}
