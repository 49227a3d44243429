import { explainCount } from '../report/explain-count.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { takeOptions } from './take-options.js';

/** Asserts that nothing is sent. */
export const executeNoQueries: QueryAssertion<Taken> = {
  take: (matcher, [options]) => takeOptions(matcher, options, []),
  judge: ({ observation }) => ({
    pass: observation.queries.length === 0,
    explain: (printing) => explainCount({ ...printing, expected: { min: 0, max: 0 }, observation }),
  }),
};
