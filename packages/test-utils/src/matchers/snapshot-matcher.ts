import { inspect } from 'node:util';
import type { Observation, Observe } from '../recording/scaling/observation.js';
import { explainNoQuery } from '../report/explain-nothing-seen.js';
import { explainSnapshot } from '../report/explain-snapshot.js';
import { explainThrown } from '../report/explain-thrown.js';
import { noQueries, PrintedQueries } from '../report/printed-queries.js';
import { explainStrict } from './capture-matcher.js';
import { ensureComplete, ensureObserved } from './ensure-evidence.js';
import { hintOf } from './hint.js';
import type { MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError, MissingEvidenceError } from './matcher-error.js';
import { refuseNested, runningIn } from './nested-matcher.js';
import { requireAction } from './require-action.js';
import { isCapture, observationOf, requireCapture } from './require-capture.js';
import { takeFlag, takeOptions, type QueryOptions } from './take-options.js';

/** How queries are held against a snapshot. */
export interface SnapshotOptions extends QueryOptions {
  /** Whether there must be a query; otherwise none are a snapshot too. Defaults to `true`. */
  readonly expectQueries?: boolean;
}

/** Where a snapshot is kept: in a file beside the test, or in the test itself. */
export type SnapshotForm = 'file' | 'inline';

/** What a runner compares. */
export interface SnapshotRequest {
  readonly form: SnapshotForm;
  readonly printed: PrintedQueries;
  /** For a file the hint that is added to the snapshot's name; otherwise the snapshot. */
  readonly text: string | undefined;
}

/** What a runner says. */
export interface SnapshotComparison {
  readonly pass: boolean;
  readonly difference: string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** Has the runner compare with the snapshot, or write it, as its own matchers do. */
export type CompareSnapshot = (request: SnapshotRequest) => SnapshotComparison;

/** A call of a matcher. */
export interface SnapshotCall {
  readonly context: MatcherContext;
  readonly compare: CompareSnapshot;
  readonly received: unknown;
  readonly given: readonly unknown[];
}

/** A matcher that needs a runner with snapshots. Answers at once for a finished capture. */
export type SnapshotMatcher = (call: SnapshotCall) => MatcherResult | Promise<MatcherResult>;

/**
 * Makes the matcher that holds queries against a snapshot.
 *
 * @param matcher - Its name.
 * @param observe - Runs an action and records its queries.
 */
export function snapshotMatcher(matcher: string, form: SnapshotForm, observe: Observe): SnapshotMatcher {
  return (call) => {
    if (call.context.isNot === true) throw new MatcherError(explainNot(matcher));
    const taken = takeSnapshot(matcher, form, call.given);
    const check = { ...call, ...taken, matcher, form };
    if (!isCapture(call.received)) return observeAction(check, observe);
    if (taken.strict) throw new MatcherError(explainStrict(matcher));
    return compareWith(check, observationOf(requireCapture(matcher, call.received)), 'capture');
  };
}

interface TakenSnapshot {
  readonly text: string | undefined;
  readonly expectQueries: boolean;
  readonly showValues: boolean;
  readonly strict: boolean;
}

interface SnapshotCheck extends SnapshotCall, TakenSnapshot {
  readonly matcher: string;
  readonly form: SnapshotForm;
}

async function observeAction(check: SnapshotCheck, observe: Observe): Promise<MatcherResult> {
  const { matcher, received, showValues, strict } = check;
  refuseNested(matcher);
  const action = runningIn(matcher, requireAction(matcher, received));
  const observation = await observe(action, { strict, ...(showValues ? { values: true } : {}) });
  const { outcome, queries } = observation;
  if (outcome.status === 'threw') throw explainThrown(outcome.error, matcher, queries);
  return compareWith(check, observation, 'action');
}

/** Comparing may write: what proves nothing must be refused before. */
function compareWith(check: SnapshotCheck, observation: Observation<unknown>, subject: string): MatcherResult {
  const { matcher, context, compare, form, text, showValues } = check;
  ensureObserved(matcher, observation);
  ensureComplete(matcher, observation);
  ensureQueries(check, observation);
  const { difference, ...result } = compare({ form, printed: new PrintedQueries(observation.queries), text });
  const hint = hintOf(context, matcher, subject, form === 'file' && text !== undefined ? inspect(text) : '');
  return { ...result, message: () => explainSnapshot({ hint, difference, observation, showValues }) };
}

function ensureQueries({ matcher, form, text, expectQueries }: SnapshotCheck, observation: Observation<unknown>): void {
  if (observation.queries.length > 0 || !expectQueries) return;
  if (form === 'inline' && text?.trim() === noQueries) return;
  throw new MissingEvidenceError(
    `${matcher}() saw no query, and without one there is nothing to hold against a snapshot. ${explainNoQuery(observation)} ` +
      `If none is right, say so: \`${matcher}({ expectQueries: false })\`.`,
  );
}

/** Options come first, as `toMatchSnapshot(properties, hint)` has it: a runner writes an inline snapshot behind them. */
function takeSnapshot(matcher: string, form: SnapshotForm, given: readonly unknown[]): TakenSnapshot {
  const [first, ...rest] = given;
  const [options, text] = typeof first === 'string' ? [undefined, first, ...rest] : [first, ...rest];
  const what = form === 'file' ? 'a hint for the name of the snapshot' : 'the snapshot';
  if (text !== undefined && typeof text !== 'string') {
    throw new MatcherError(`${matcher}() takes a text, ${what}, received ${inspect(text)}.`);
  }
  if (typeof first === 'string' && rest[0] !== undefined) {
    throw new MatcherError(`${matcher}() takes its options before ${what}, received ${inspect(rest[0])} behind it.`);
  }
  const { expectQueries, showValues, strict } = takeOptions(matcher, options, ['expectQueries']);
  return {
    ...{ text, showValues, strict },
    expectQueries: takeFlag(matcher, 'expectQueries', expectQueries, true),
  };
}

function explainNot(matcher: string): string {
  return (
    `${matcher}() can't be negated: queries that differ from a snapshot prove nothing. ` +
    'Name those that must not be there: `.not.toExecuteQueryMatching(…)`.'
  );
}
