import { inspect } from 'node:util';
import { mayMultiply, measureHeldRows, type HeldRows } from '../recording/multiplied-rows.js';
import type { Query } from '../recording/query.js';
import { returnsRows } from '../recording/returns-rows.js';
import { evidenceOfResult, type ResultEvidence } from '../recording/scaling/result-evidence.js';
import { explainHttpError } from '../report/explain-http-error.js';
import {
  explainMultipliedRows,
  explainSmallCollections,
  explainUnheldRows,
} from '../report/explain-multiplied-rows.js';
import { explainUnknownRows } from '../report/explain-unknown-rows.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import type { Judgement, QueryAssertion, Taken } from './query-assertion.js';
import { isCount } from './take-count.js';
import { takeFunction, takeOptions, type QueryOptions } from './take-options.js';

/** How rows are held against a result. */
export interface MultiplyOptions<Result = unknown> extends QueryOptions {
  /**
   * Answers how many rows loading the result takes, where the result does not hold what was read.
   * Defaults to the number of its items, or of the elements of their largest collection.
   */
  readonly held?: (result: Result) => number;
}

interface TakenMultiplyOptions extends Taken {
  readonly held: ((result: never) => unknown) | undefined;
}

/** Asserts that no read returns the product of two collections. */
export const notMultiplyRows: QueryAssertion<TakenMultiplyOptions, Promise<Judgement>> = {
  take: (matcher, [given]) => {
    const { held, showValues, strict } = takeOptions(matcher, given, ['held']);
    return { held: takeFunction(matcher, 'held', held), showValues, strict };
  },
  judge: async ({ matcher, expected, observation, isNot }) => {
    ensureSomethingSent(matcher, observation);
    const reads = observation.queries.filter(returnsRows);
    const unknown = reads.filter(({ rows, error }) => rows === undefined && error === undefined);
    if (unknown.length > 0) throw new MissingEvidenceError(explainUnknownRows(matcher, unknown));
    const result: unknown = observation.outcome.status === 'returned' ? observation.outcome.result : undefined;
    const evidence = await evidenceOfResult(result);
    if (evidence.httpError !== undefined) {
      throw new MissingEvidenceError(explainHttpError(matcher, evidence.httpError));
    }
    const joins = reads.filter(mayMultiply);
    const rows = measure(matcher, expected, result, evidence);
    const multiplied = joins.filter((query) => (query.rows ?? 0) > rows.held);
    const pass = multiplied.length === 0;
    if (expected.held === undefined) ensureShown({ matcher, joins, multiplied, rows, isNot });
    return {
      pass,
      explain: (printing) => explainMultipliedRows({ ...printing, joins, multiplied, rows, observation }),
    };
  },
};

function measure(
  matcher: string,
  { held }: TakenMultiplyOptions,
  result: unknown,
  { body, items }: ResultEvidence,
): HeldRows {
  const found = measureHeldRows(Array.isArray(body) ? body : [body]);
  const measured = { ...found, items: items ?? 1 };
  if (held === undefined) return measured;
  const given = held(result as never);
  if (isCount(given)) return { ...measured, held: given };
  throw new MatcherError(`${matcher}() needs a number of rows from \`held\`, received ${inspect(given)}.`);
}

/** What could be seen of a product. */
interface Shown {
  readonly matcher: string;
  readonly joins: readonly Query[];
  readonly multiplied: readonly Query[];
  readonly rows: HeldRows;
  readonly isNot: boolean;
}

/** A result without two collections can't tell a product from rows that the action dropped, and small ones hide it. */
function ensureShown({ matcher, joins, multiplied, rows, isNot }: Shown): void {
  if (multiplied.length > 0 && rows.siblings.length === 0) {
    throw new MissingEvidenceError(explainUnheldRows(matcher, multiplied, rows.held));
  }
  const couldHide = joins.length > 0 && rows.siblings.length > 0 && !rows.showsProducts;
  if (multiplied.length === 0 && couldHide && !isNot) {
    throw new MissingEvidenceError(explainSmallCollections(matcher, joins, rows.siblings));
  }
}
