import { findDuplicates } from '../recording/find-duplicates.js';
import { explainDuplicateQueries } from '../report/explain-repeated-queries.js';
import { takeAllowed, withoutAllowed, type AllowedQueries } from './allowed-queries.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { takeOptions, type QueryOptions } from './take-options.js';

/** What may run twice. */
export interface DuplicateOptions extends QueryOptions {
  /** Statements that may run twice, each with a reason. Defaults to none. */
  readonly allow?: readonly AllowedQueries[];
}

/** Asserts that no statement is sent twice with the same values. */
export const notDuplicateQueries: QueryAssertion<Taken & { readonly allow: readonly AllowedQueries[] }> = {
  keeps: { callSites: 'every', values: true },
  take: (matcher, [given]) => {
    const { allow, showValues, strict } = takeOptions(matcher, given, ['allow']);
    return { allow: takeAllowed(matcher, allow), showValues, strict };
  },
  judge: ({ matcher, expected: { allow }, observation }) => {
    ensureSomethingSent(matcher, observation);
    const duplicates = findDuplicates(withoutAllowed(observation.queries, allow));
    const allowed = allow.map(({ reason }) => reason);
    return {
      pass: duplicates.length === 0,
      explain: (printing) => explainDuplicateQueries({ ...printing, duplicates, allowed, observation }),
    };
  },
};
