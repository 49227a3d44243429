import type { CaptureOptions } from '../capture-scope.js';
import type { Query } from '../query.js';

/** What a capture saw of one run of an action. */
export interface Observation<Result> {
  readonly outcome:
    { readonly status: 'returned'; readonly result: Result } | { readonly status: 'threw'; readonly error: unknown };
  /** Queries that count, in the order they were sent. */
  readonly queries: readonly Query[];
  /** Queries of set-up and transaction control. */
  readonly uncounted: readonly Query[];
  /** Queries sent outside of any context while another capture was open too, so that they could be either's. */
  readonly unattributed: readonly Query[];
  /** Queries that the action sent after it had settled, as far as they came while somebody still looked. */
  readonly late: readonly Query[];
  /** False where no copy of `pg` was loaded, so that nothing could be seen. */
  readonly sawPg: boolean;
}

/**
 * Runs an action and observes it. Never rejects because of the action.
 *
 * @param options - What to keep of the queries. Defaults to the call sites of the first ones of each shape.
 */
export type Observe = <Result>(
  action: () => Result | PromiseLike<Result>,
  options?: CaptureOptions,
) => Promise<Observation<Result>>;
