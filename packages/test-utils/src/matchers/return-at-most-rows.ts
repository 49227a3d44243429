import { inspect } from 'node:util';
import { returnsRows } from '../recording/returns-rows.js';
import type { Observation } from '../recording/scaling/observation.js';
import { evidenceOfResult } from '../recording/scaling/result-evidence.js';
import { sum } from '../recording/scaling/shape-tally.js';
import { explainHttpError } from '../report/explain-http-error.js';
import { explainRows, explainUnknownItems } from '../report/explain-rows.js';
import { explainUnknownRows } from '../report/explain-unknown-rows.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import type { Judgement, QueryAssertion, Taken } from './query-assertion.js';
import { isCount, takeCount } from './take-count.js';
import { isFunction, takeOptions } from './take-options.js';

/** A number of rows, or of rows for each item of the result; that may be a fraction. */
export type ExpectedRows<Result = unknown> =
  | number
  | {
      readonly perItem: number;
      /** Counts the items of a result. Defaults to the length of its list, as for `toNotScaleWithPageSize`. */
      readonly items?: (result: Result) => number;
    };

interface PerItem {
  readonly perItem: number;
  readonly items: ((result: never) => unknown) | undefined;
}

type TakenRows = Taken & { readonly most: number | PerItem };

/** Asserts that the reads of an action return no more rows together. */
export const returnAtMostRows: QueryAssertion<TakenRows, Judgement | Promise<Judgement>> = {
  take: (matcher, [most, options]) => ({ most: takeMost(matcher, most), ...takeOptions(matcher, options, []) }),
  judge: async ({ matcher, expected: { most }, observation }) => {
    if (typeof most === 'number') return judgeRows(matcher, observation, { most });
    const items = await countItems(matcher, most, observation);
    return judgeRows(matcher, observation, { most: most.perItem * items, items, perItem: most.perItem });
  },
};

/** Asserts that the reads of a finished capture returned no more rows together. */
export const haveReturnedAtMostRows: QueryAssertion<Taken & { readonly most: number }> = {
  take: (matcher, [most, options]) => ({
    most: takeCount(matcher, most, 'rows'),
    ...takeOptions(matcher, options, []),
  }),
  judge: ({ matcher, expected, observation }) => judgeRows(matcher, observation, { most: expected.most }),
};

interface RowLimit {
  readonly most: number;
  readonly items?: number;
  readonly perItem?: number;
}

function judgeRows(matcher: string, observation: Observation<unknown>, limit: RowLimit): Judgement {
  ensureSomethingSent(matcher, observation);
  const reads = observation.queries.filter(returnsRows);
  const unknown = reads.filter(({ rows, error }) => rows === undefined && error === undefined);
  if (unknown.length > 0) throw new MissingEvidenceError(explainUnknownRows(matcher, unknown));
  const rows = sum(reads.map((read) => read.rows ?? 0));
  return {
    pass: rows <= limit.most,
    explain: (printing) => explainRows({ ...printing, ...limit, rows, reads, observation }),
  };
}

async function countItems(matcher: string, { items }: PerItem, { outcome }: Observation<unknown>): Promise<number> {
  const result: unknown = outcome.status === 'returned' ? outcome.result : undefined;
  const evidence = await evidenceOfResult(result);
  if (evidence.httpError !== undefined) throw new MissingEvidenceError(explainHttpError(matcher, evidence.httpError));
  const count: unknown = items === undefined ? evidence.items : await items(result as never);
  if (count === undefined || count === 0) throw new MissingEvidenceError(explainUnknownItems(matcher, count));
  if (isCount(count)) return count;
  throw new MatcherError(`${matcher}() needs a number of items from \`items\`, received ${inspect(count)}.`);
}

function takeMost(matcher: string, given: unknown): number | PerItem {
  if (isCount(given)) return given;
  if (typeof given === 'object' && given !== null) {
    const { perItem, items, ...others } = given as Readonly<Record<string, unknown>>;
    const isRate = typeof perItem === 'number' && perItem >= 0 && Object.keys(others).length === 0;
    if (isRate && (items === undefined || isFunction(items))) return { perItem, items };
  }
  throw new MatcherError(`${matcher}() needs a number of rows or { perItem, items }, received ${inspect(given)}.`);
}
