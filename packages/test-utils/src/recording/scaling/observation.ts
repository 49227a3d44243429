import type { ConnectionPeak } from '../connection-peak.js';
import type { Query } from '../query.js';
import type { RunOptions } from '../run-capture.js';

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
  /** Answers which connections were held; absent where nobody noted that. */
  readonly connectionUse?: () => ConnectionUse;
}

/** The connections that an action held. */
export interface ConnectionUse extends ConnectionPeak {
  /** Milliseconds that was waited for connections of pools, added up. */
  readonly waitMs: number;
}

/**
 * Runs an action and observes it. Never rejects because of the action.
 *
 * @param options - What to keep of the queries. Defaults to the call sites of the first ones of each shape.
 */
export type Observe = <Result>(
  action: () => Result | PromiseLike<Result>,
  options?: RunOptions,
) => Promise<Observation<Result>>;
