import { runCapture } from '../recording/run-capture.js';
import type { CaptureOutcome } from '../recording/capture-outcome.js';
import type { Observation, Observe } from '../recording/scaling/observation.js';

/** Runs an action in a capture, with the call sites of the first queries of each shape. */
export const observeQueries: Observe = async <Result>(action: () => Result | PromiseLike<Result>) => {
  const capture = await runCapture(action, { callSites: 'first-two-per-shape' });
  const { queries, uncounted, unattributed, driverSeen } = capture;
  return { outcome: outcomeOf(capture), queries, uncounted, unattributed, sawPg: driverSeen };
};

function outcomeOf<Result>(capture: CaptureOutcome<Result>): Observation<Result>['outcome'] {
  const { status } = capture;
  return status === 'returned' ? { status, result: capture.result } : { status, error: capture.error };
}
