import { findRepeats } from '../recording/find-repeats.js';
import { returnsRows } from '../recording/returns-rows.js';
import { explainMissingRows } from '../report/explain-missing-rows.js';
import { explainRepeatedQueries } from '../report/explain-repeated-queries.js';
import { takeAllowed, withoutAllowed, type AllowedQueries } from './allowed-queries.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MissingEvidenceError } from './matcher-error.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { takeCount } from './take-count.js';
import { takeFlag, takeOptions, type QueryOptions } from './take-options.js';

/** What may repeat. */
export interface RepeatOptions extends QueryOptions {
  /** Sets of values with which one line may run one statement. Defaults to 1. */
  readonly max?: number;
  /**
   * Whether some read must return more rows than `max`: a query per row does not show where there is only one row.
   * Defaults to `true`.
   */
  readonly expectRows?: boolean;
  /** Statements that may repeat, each with a reason. Defaults to none. */
  readonly allow?: readonly AllowedQueries[];
}

interface TakenRepeatOptions extends Taken {
  readonly max: number;
  readonly expectRows: boolean;
  readonly allow: readonly AllowedQueries[];
}

/** Asserts that no line sends one statement for one value after the other. */
export const notRepeatQueries: QueryAssertion<TakenRepeatOptions> = {
  keeps: { callSites: 'every', values: true },
  take: (matcher, [given]) => {
    const {
      max = 1,
      expectRows,
      allow,
      showValues,
      strict,
    } = takeOptions(matcher, given, ['max', 'expectRows', 'allow']);
    return {
      max: takeCount(matcher, max, 'sets of values', 1),
      expectRows: takeFlag(matcher, 'expectRows', expectRows, true),
      allow: takeAllowed(matcher, allow),
      ...{ showValues, strict },
    };
  },
  judge: ({ matcher, expected, observation, isNot }) => {
    ensureSomethingSent(matcher, observation);
    const { max, expectRows, allow } = expected;
    const repeats = findRepeats(withoutAllowed(observation.queries, allow), max).filter(
      ({ differentValues = 0 }) => differentValues > max,
    );
    const pass = repeats.length === 0;
    const reads = observation.queries.filter(returnsRows);
    const couldRepeat = reads.some(({ rows = 0 }) => rows > max);
    if (pass && !isNot && expectRows && reads.length > 0 && !couldRepeat) {
      throw new MissingEvidenceError(explainMissingRows(matcher, reads, max + 1));
    }
    const allowed = allow.map(({ reason }) => reason);
    return { pass, explain: (printing) => explainRepeatedQueries({ ...printing, repeats, max, allowed, observation }) };
  },
};
