import { explainCount, type CountRange } from '../report/explain-count.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { takeCount } from './take-count.js';
import { takeOptions } from './take-options.js';

/** Asserts that no more queries are sent, and that there is something to limit. */
export const executeAtMostQueries: QueryAssertion<Taken & CountRange> = {
  take: (matcher, [most, options]) => ({
    min: 0,
    max: takeCount(matcher, most, 'queries'),
    ...takeOptions(matcher, options, []),
  }),
  judge: ({ matcher, expected, observation }) => {
    ensureSomethingSent(matcher, observation);
    return {
      pass: observation.queries.length <= expected.max,
      explain: (printing) => explainCount({ ...printing, expected, observation }),
    };
  },
};
