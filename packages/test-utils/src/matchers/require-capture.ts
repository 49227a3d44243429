import { describeReceived } from '../recording/describe-received.js';
import type { Observation } from '../recording/scaling/observation.js';
import type { RecordedQueries } from '../recording/recorded-queries.js';
import { MatcherError } from './matcher-error.js';

/** What a finished capture tells about its queries. */
export interface FinishedCapture
  extends
    Pick<RecordedQueries, 'queries' | 'uncounted' | 'unattributed' | 'driverSeen'>,
    Partial<Pick<RecordedQueries, 'late'>> {
  readonly result?: unknown;
}

/**
 * Takes what was given to `expect` as a finished capture.
 *
 * @throws {@link MatcherError} Where it is none; the message says what was received and what to pass.
 */
export function requireCapture(matcher: string, received: unknown): FinishedCapture {
  if (isCapture(received)) {
    if (Reflect.get(received, 'isOpen') !== true) return received;
    throw new MatcherError(
      `${matcher}() needs a finished capture, received one that is open. Call its \`stop()\` first.`,
    );
  }
  throw new MatcherError(
    `${matcher}() needs a finished capture, received ${describeReceived(received, 'another object')}. ` +
      'Pass what `await captureQueries(() => listPosts())` answers.',
  );
}

/** Answers what a finished capture saw, as the matchers of an action see it. */
export function observationOf(capture: FinishedCapture): Observation<unknown> {
  const { queries, uncounted, unattributed, late = [], driverSeen: sawPg, result } = capture;
  return {
    ...{ outcome: { status: 'returned', result }, queries, uncounted, unattributed, sawPg },
    late: late.filter((query) => query.uncounted === undefined),
  };
}

/** Answers whether a value is a capture, finished or not. No `instanceof`: another copy of this package may have made it. */
export function isCapture(value: unknown): value is FinishedCapture {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['queries', 'uncounted', 'unattributed'].every((list) => Array.isArray(Reflect.get(value, list)))
  );
}
