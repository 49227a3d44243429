import { afterThisTurn, now } from '../interceptor/real-time.js';
import type { Query } from '../recording/query.js';
import { runCapture } from '../recording/run-capture.js';

/** A cursor that nobody closes, or a statement that takes long, must not hold up the test. */
const longestWatchMs = 250;

/**
 * Keeps looking for a short while after an action has settled: for one turn of the event loop, and until all queries that
 * it left running have ended, since whatever waits for them may send the next one. What it sends meanwhile is in the
 * `late` of its capture.
 *
 * @param queriesSoFar - Answers those of the action and the late ones.
 */
export async function watchAftermath(queriesSoFar: () => readonly Query[]): Promise<void> {
  const endsAtMs = now() + longestWatchMs;
  // A capture is told of its late queries while another one is open.
  await runCapture(async () => {
    do await turn();
    while (queriesSoFar().some(isRunning) && now() < endsAtMs);
  });
}

function isRunning({ durationMs }: Query): boolean {
  return durationMs === undefined;
}

function turn(): Promise<void> {
  return new Promise((resolve) => afterThisTurn(resolve));
}
