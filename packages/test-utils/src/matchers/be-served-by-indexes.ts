import { inspect } from 'node:util';
import { findUnservedReads, type PlannedReads, type PlanOptions } from '../recording/plans/find-unserved.js';
import type { Query } from '../recording/query.js';
import {
  explainNoFilter,
  explainNoPlanConnection,
  explainUnexplained,
  explainUnserved,
} from '../report/explain-unserved.js';
import { takeAllowed, withoutAllowed, type AllowedQueries } from './allowed-queries.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import type { Judgement, QueryAssertion, Taken } from './query-assertion.js';
import { takeCount } from './take-count.js';
import { takeOptions, type QueryOptions } from './take-options.js';

/** Which reads need an index. */
export interface IndexOptions extends QueryOptions {
  /**
   * Rows up to which a table is too small to need an index. A larger one may not be read as a whole either. By default every
   * table needs an index for what is looked for in it, and none for being read as a whole.
   */
  readonly largerThan?: number;
  /** Where the database is, for a connection that reads plans. Defaults to where the action sent its queries. */
  readonly connectionString?: string;
  /** Statements that need no index, each with a reason. Defaults to none. */
  readonly allow?: readonly AllowedQueries[];
}

interface TakenIndexOptions extends Taken, PlanOptions {
  readonly allow: readonly AllowedQueries[];
}

/** Asserts that an index can serve each read. */
export const beServedByIndexes: QueryAssertion<TakenIndexOptions, Promise<Judgement>> = {
  keeps: { values: true, columns: true },
  take: (matcher, [given]) => {
    const options = takeOptions(matcher, given, ['largerThan', 'connectionString', 'allow']);
    const { largerThan, connectionString, allow, showValues, strict } = options;
    if (connectionString !== undefined && typeof connectionString !== 'string') {
      throw new MatcherError(
        `${matcher}() takes a text for \`connectionString\`, received ${inspect(connectionString)}.`,
      );
    }
    return {
      largerThan: largerThan === undefined ? undefined : takeCount(matcher, largerThan, 'rows for `largerThan`'),
      connectionString,
      allow: takeAllowed(matcher, allow),
      ...{ showValues, strict },
    };
  },
  judge: async ({ matcher, expected, observation, isNot }) => {
    ensureSomethingSent(matcher, observation);
    const reads = withoutAllowed(observation.queries, expected.allow).filter(
      ({ kind, error }) => kind === 'select' && error === undefined,
    );
    const planned = await plan(matcher, reads, expected);
    const { unserved } = planned;
    const pass = unserved.length === 0;
    if (pass && !isNot) ensureJudged(matcher, planned, expected);
    const allowed = expected.allow.map(({ reason }) => reason);
    return { pass, explain: (printing) => explainUnserved({ ...printing, unserved, reads, allowed, observation }) };
  },
};

async function plan(matcher: string, reads: readonly Query[], options: PlanOptions): Promise<PlannedReads> {
  try {
    return await findUnservedReads(reads, options);
  } catch (error) {
    throw new MatcherError(explainNoPlanConnection(matcher, error), { cause: error });
  }
}

/** What can't be explained, or looks for nothing, proves nothing. */
function ensureJudged(matcher: string, { unexplained, judged }: PlannedReads, { largerThan }: PlanOptions): void {
  if (unexplained.length > 0) throw new MissingEvidenceError(explainUnexplained(matcher, unexplained));
  if (judged === 0) throw new MissingEvidenceError(explainNoFilter(matcher, largerThan));
}
