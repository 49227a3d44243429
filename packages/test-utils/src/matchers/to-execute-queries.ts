import { inspect } from 'node:util';
import { explainCount, type CountRange } from '../report/explain-count.js';
import { explainLate } from '../report/explain-late.js';
import { explainNoPg, explainUnattributed } from '../report/explain-nothing-seen.js';
import { explainThrown } from '../report/explain-thrown.js';
import type { Observation, Observe } from '../recording/scaling/observation.js';
import { hintOf, type MatcherContext, type MatcherResult } from './matcher-context.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import { requireAction } from './require-action.js';

const matcher = 'toExecuteQueries';

/** A number of queries, or the bounds of one; a bound that is left out does not limit. */
export type ExpectedQueries = number | { readonly min?: number; readonly max?: number };

/**
 * Makes the matcher that compares the number of queries that an action sends.
 *
 * @param observe - Runs the action and records its queries.
 */
export function createToExecuteQueries(observe: Observe) {
  return async function toExecuteQueries(
    this: MatcherContext,
    received: unknown,
    expected: ExpectedQueries,
  ): Promise<MatcherResult> {
    const action = requireAction(matcher, received);
    const range = rangeOf(expected);
    const observation = await observe(action);
    if (observation.outcome.status === 'threw') throw explainThrown(observation.outcome.error, matcher, observation);
    ensureEvidence(observation);
    const { queries, late } = observation;
    const pass = queries.length >= range.min && queries.length <= range.max;
    // A count that leaves queries out proves nothing, whether they were wanted or not.
    if (late.length > 0 && pass !== (this.isNot ?? false)) {
      throw new MissingEvidenceError(explainLate(matcher, { late, where: '' }));
    }
    return {
      pass,
      message: () =>
        explainCount({
          hint: hintOf(this, matcher, printArgument(expected)),
          expected: range,
          isNot: this.isNot ?? false,
          observation,
          printer: this.utils,
        }),
    };
  };
}

function ensureEvidence({ sawPg, unattributed }: Observation<unknown>): void {
  if (!sawPg) throw new MissingEvidenceError(explainNoPg(matcher));
  if (unattributed.length > 0) throw new MissingEvidenceError(explainUnattributed(matcher, unattributed));
}

function rangeOf(expected: unknown): CountRange {
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

function printArgument(expected: ExpectedQueries): string {
  return inspect(expected);
}
