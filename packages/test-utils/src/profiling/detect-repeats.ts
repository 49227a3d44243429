import { captureQueries } from '../recording/capture-queries.js';
import { findRepeats, type RepeatedQuery } from '../recording/find-repeats.js';
import { InvalidActionError } from '../recording/invalid-action-error.js';
import type { Query } from '../recording/query.js';
import { explainRepeats } from '../report/explain-repeats.js';

/** What {@link detectRepeats} may be told. */
export interface DetectRepeatsOptions {
  /**
   * How often one statement may run from one line without being reported.
   * Defaults to 1.
   */
  readonly max?: number;
}

/** What an action repeats. */
export interface DetectedRepeats<T> {
  /** What the action returned. */
  readonly result: T;
  /** Statements that ran again and again from one line, the most frequent first. */
  readonly repeats: readonly RepeatedQuery[];
  /** The same for a reader; also says so where nothing repeats, or nothing was seen. Holds no values. */
  readonly report: string;
  /** All queries that count, in the order of the calls. */
  readonly queries: readonly Query[];
}

const api = 'detectRepeats';

/**
 * Runs `action` and looks for statements that one line of the application sends again and again.
 *
 * @param action - Is awaited once.
 * @throws {@link InvalidActionError} When the action is no function.
 * @throws {@link OverlappingCaptureError} While a window of `startCapture()` is open.
 * @throws What the action throws, unchanged.
 *
 * @example
 * const { repeats, report } = await detectRepeats(() => listPosts({ limit: 10 }));
 * if (repeats.length > 0) console.log(report);
 * // Similar query executed 10 times, each time with other values:
 * //   select * from author where id = $1
 * //   in authorOf (src/posts.ts:24:15)
 */
export async function detectRepeats<T>(
  action: () => T | PromiseLike<T>,
  { max = 1 }: DetectRepeatsOptions = {},
): Promise<DetectedRepeats<T>> {
  if (typeof action !== 'function') throw new InvalidActionError(`${api}()`, action);
  if (!Number.isSafeInteger(max) || max < 1) {
    throw new RangeError(`${api}() needs a whole number of 1 or more as \`max\`, received ${String(max)}.`);
  }
  const capture = await captureQueries(action, { values: true });
  const { result, queries } = capture;
  const repeats = findRepeats(queries, max);
  const { uncounted, unattributed, driverSeen } = capture;
  const report = explainRepeats(api, { repeats, max, queries, uncounted, unattributed, driverSeen });
  return { result, repeats, report, queries };
}
