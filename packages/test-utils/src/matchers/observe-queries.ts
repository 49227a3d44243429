import { PgInterceptor } from '../interceptor/pg-interceptor.js';
import { runCapture, type RunOptions } from '../recording/run-capture.js';
import type { CaptureOutcome } from '../recording/capture-outcome.js';
import type { ConnectionUse, Observation, Observe } from '../recording/scaling/observation.js';
import { watchAftermath } from './watch-aftermath.js';

/** Runs an action in a capture, and looks for what comes late. */
export const observeQueries: Observe = async <Result>(
  action: () => Result | PromiseLike<Result>,
  options: RunOptions = {},
) => {
  // Between the capture and the look after it, the context of the action must not be lost.
  const interceptor = new PgInterceptor().apply();
  try {
    const capture = await runCapture(action, { callSites: 'first-two-per-shape', ...options });
    const { queries, uncounted, unattributed, driverSeen } = capture;
    await watchAftermath(() => [...queries, ...capture.late]);
    const late = capture.late.filter((query) => query.uncounted === undefined);
    const connectionUse = (): ConnectionUse => ({ ...capture.connectionPeak, waitMs: capture.poolWaitMs });
    return { outcome: outcomeOf(capture), queries, uncounted, unattributed, late, sawPg: driverSeen, connectionUse };
  } finally {
    interceptor.dispose();
  }
};

function outcomeOf<Result>(capture: CaptureOutcome<Result>): Observation<Result>['outcome'] {
  const { status } = capture;
  return status === 'returned' ? { status, result: capture.result } : { status, error: capture.error };
}
