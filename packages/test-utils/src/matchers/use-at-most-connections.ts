import { explainConnections, explainUnknownConnections } from '../report/explain-connections.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MissingEvidenceError } from './matcher-error.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { takeCount } from './take-count.js';
import { takeOptions } from './take-options.js';

/** Asserts that an action holds no more connections at the same time. */
export const useAtMostConnections: QueryAssertion<Taken & { readonly most: number }> = {
  keeps: { callSites: 'every' },
  take: (matcher, [most, options]) => ({
    most: takeCount(matcher, most, 'connections', 1),
    ...takeOptions(matcher, options, []),
  }),
  judge: ({ matcher, expected: { most }, observation }) => {
    ensureSomethingSent(matcher, observation);
    const use = observation.connectionUse?.();
    if (use === undefined || use.most === 0) throw new MissingEvidenceError(explainUnknownConnections(matcher));
    return {
      pass: use.most <= most,
      explain: (printing) => explainConnections({ ...printing, most, use, observation }),
    };
  },
};
