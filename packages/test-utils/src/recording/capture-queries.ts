import type { ReturnedCapture, ThrownCapture } from './capture-outcome.js';
import type { CaptureOptions } from './capture-scope.js';
import { InvalidActionError } from './invalid-action-error.js';
import { runCapture } from './run-capture.js';

/** What an action returned and which queries it sent. */
export type QueryCapture<T> = Pick<
  ReturnedCapture<T>,
  | 'result'
  | 'queries'
  | 'uncounted'
  | 'unattributed'
  | 'byShape'
  | 'byKind'
  | 'byTable'
  | 'statements'
  | 'roundTrips'
  | 'rows'
  | 'durationMs'
  | 'connections'
  | 'poolWaitMs'
  | 'driverSeen'
>;

/** Which queries an action had sent when it threw. */
export type QueriesBeforeError = Omit<QueryCapture<never>, 'result'>;

const thrown = new WeakMap<object, ThrownCapture>();

/**
 * Captures the queries that `action` sends through node-postgres: any copy of it, under any ORM.
 *
 * A query is recorded when the call is made. The capture closes when the action settles and does not wait for queries
 * that the action did not wait for: they are counted, and their rows and duration are undefined until they end.
 *
 * @param action - Is awaited once.
 * @returns Queries in the order of the calls.
 * @throws {@link InvalidActionError} When the action is no function.
 * @throws What the action throws, unchanged; {@link queriesBeforeError} answers what it had sent by then.
 *
 * @example
 * const { result, queries } = await captureQueries(() => listPosts({ limit: 25 }));
 */
export async function captureQueries<T>(
  action: () => T | PromiseLike<T>,
  options: CaptureOptions = {},
): Promise<QueryCapture<T>> {
  if (typeof action !== 'function') throw new InvalidActionError('captureQueries()', action);
  const outcome = await runCapture(action, options);
  if (outcome.status === 'returned') return outcome;
  if (isObject(outcome.error)) thrown.set(outcome.error, outcome);
  throw outcome.error;
}

/**
 * Answers which queries an action had sent when it threw `error` out of {@link captureQueries}; undefined for any other
 * error, and for a thrown value that is no object.
 */
export function queriesBeforeError(error: unknown): QueriesBeforeError | undefined {
  return isObject(error) ? thrown.get(error) : undefined;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
