import { afterDelay, cancelDelay } from '../interceptor/real-time.js';
import { locateError, type TestLocation } from './locate-error.js';
import type { MatcherResult } from './matcher-context.js';
import { MatcherError } from './matcher-error.js';
import type { MatcherPromise } from './matcher-promise.js';

/** How long a test that forgot an `await` is held, so that its queries don't run into the next test. */
const longestWaitMs = 1000;

/**
 * Watches whether a test awaits a matcher.
 *
 * @param countLevels - Promises that the runner derives from the matcher's before it hands one to the test; is asked when it has.
 * @param location - The line of the test.
 * @returns To be called when the test has ended: rejects with a {@link MatcherError} if it did not await the matcher.
 */
export function guardAwait(
  name: string,
  promise: MatcherPromise<MatcherResult>,
  countLevels: () => number,
  location: TestLocation,
): () => Promise<void> {
  let isRunning = true;
  const end = () => {
    isRunning = false;
  };
  const settled = Promise.prototype.then.call(promise, end, end);
  // Only after this job has the runner derived its promises. A promise, since a test's clock may own `queueMicrotask`.
  void Promise.resolve().then(() => {
    promise.silence(countLevels());
  });
  return async () => {
    if (promise.isAwaited(countLevels())) return;
    const fact = isRunning ? 'was still running when the test ended' : 'was not awaited, so that its result was lost';
    await waitFor(settled);
    throw locateError(new MatcherError(`${name}() ${fact}. Add \`await\` before \`expect(\`.`), location);
  };
}

async function waitFor(settled: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = afterDelay(resolve, longestWaitMs)));
  await Promise.race([settled, limit]);
  cancelDelay(timer);
}
