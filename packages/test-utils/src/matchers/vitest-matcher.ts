import { afterDelay, cancelDelay } from '../interceptor/real-time.js';
import { isAboutAssertion, locateCaller, locateError, type TestLocation } from './locate-error.js';
import type { ActionMatcher, MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError } from './matcher-error.js';
import { MatcherPromise } from './matcher-promise.js';

/** How long a test that forgot an `await` is held, so that its queries don't run into the next test. */
const longestWaitMs = 1000;

/** A running test of Vitest. */
export interface VitestTest {
  readonly context: { readonly onTestFinished: (handler: () => void | Promise<void>) => void };
}

/** What Vitest adds to a matcher's `this`. */
export interface VitestContext extends MatcherContext {
  readonly soft?: boolean | undefined;
  /** The running test; undefined in hooks of a suite, and in Vitest 3. */
  readonly task?: VitestTest | undefined;
  /** Names of its suites and its own, with ` > ` between them. */
  readonly currentTestName?: string | undefined;
}

/**
 * Adapts a matcher to Vitest: a failure shows the line of the test, which Vitest loses for matchers that take time, and a
 * test that does not await the matcher fails.
 *
 * @param findTest - Finds a running test by its name, for a Vitest that does not tell a matcher its test.
 */
export function adaptToVitest(
  name: string,
  matcher: ActionMatcher,
  findTest: (name: string) => VitestTest | undefined,
) {
  return function adapted(
    this: VitestContext,
    received: unknown,
    ...given: readonly unknown[]
  ): Promise<MatcherResult> {
    const location = locateCaller(adapted);
    const running = runLocated(() => matcher.call(this, received, ...given), location);
    const promise = MatcherPromise.of(running, location);
    const test = this.task ?? findTest(this.currentTestName ?? '');
    // Vitest derives one promise for the test, and `expect.soft` another from that.
    if (test !== undefined) requireAwait(name, promise, test, this.soft === true ? 2 : 1, location);
    return promise;
  };
}

async function runLocated(run: () => Promise<MatcherResult>, location: TestLocation): Promise<MatcherResult> {
  try {
    return await run();
  } catch (error) {
    throw isAboutAssertion(error) ? locateError(error, location) : error;
  }
}

function requireAwait(
  name: string,
  promise: MatcherPromise<MatcherResult>,
  { context }: VitestTest,
  levels: number,
  location: TestLocation,
): void {
  let isRunning = true;
  const end = () => {
    isRunning = false;
  };
  const settled = Promise.prototype.then.call(promise, end, end);
  context.onTestFinished(async () => {
    if (promise.isAwaited(levels)) return;
    const fact = isRunning ? 'was still running when the test ended' : 'was not awaited, so that its result was lost';
    await waitFor(settled);
    throw locateError(new MatcherError(`${name}() ${fact}. Add \`await\` before \`expect(\`.`), location);
  });
  // Only now has Vitest derived its promises.
  queueMicrotask(() => {
    promise.silence(levels);
  });
}

async function waitFor(settled: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = afterDelay(resolve, longestWaitMs)));
  await Promise.race([settled, limit]);
  cancelDelay(timer);
}
