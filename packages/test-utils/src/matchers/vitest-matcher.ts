import { AwaitGuard, explainNotAwaited } from './await-guard.js';
import { isAboutAssertion, locateCaller, locateError, type TestLocation } from './locate-error.js';
import type { MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherError } from './matcher-error.js';

/** How long a test that forgot an `await` is held, so that its queries don't run into the next test. */
const longestWaitMs = 1000;

/** What Vitest adds to a matcher's `this`. */
export interface VitestContext extends MatcherContext {
  readonly soft?: boolean | undefined;
  /** The running test; undefined in hooks of a suite. */
  readonly task?:
    { readonly context: { readonly onTestFinished: (handler: () => void | Promise<void>) => void } } | undefined;
}

/**
 * Adapts a matcher to Vitest: a failure is thrown with the line of the test, which Vitest loses for a returned one, and a
 * test that does not await the matcher fails.
 */
export function adaptToVitest<Expected>(
  name: string,
  matcher: (this: MatcherContext, received: unknown, expected: Expected) => Promise<MatcherResult>,
) {
  return function adapted(this: VitestContext, received: unknown, expected: Expected): Promise<MatcherResult> {
    const location = locateCaller(adapted);
    const running = runLocated(() => matcher.call(this, received, expected), this.isNot ?? false, location);
    return this.task === undefined ? running : guard(name, running, this, location);
  };
}

async function runLocated(
  run: () => Promise<MatcherResult>,
  isNot: boolean,
  location: TestLocation,
): Promise<MatcherResult> {
  let result: MatcherResult;
  try {
    result = await run();
  } catch (error) {
    throw isAboutAssertion(error) ? locateError(error, location) : error;
  }
  if (result.pass === isNot) throw locateError(new Error(result.message()), location);
  return result;
}

function guard(
  name: string,
  running: Promise<MatcherResult>,
  { soft, task }: VitestContext,
  location: TestLocation,
): Promise<MatcherResult> {
  const guarded = AwaitGuard.of(running);
  // Vitest derives one promise from it, and `expect.soft` another.
  const levels = soft === true ? 2 : 1;
  let isRunning = true;
  const settled = running.then(
    () => (isRunning = false),
    () => (isRunning = false),
  );
  task?.context.onTestFinished(async () => {
    if (guarded.isAwaited(levels)) return;
    const error = locateError(new MatcherError(explainNotAwaited(name, isRunning)), location);
    await waitFor(settled);
    throw error;
  });
  queueMicrotask(() => {
    guarded.silence(levels);
  });
  return guarded;
}

async function waitFor(settled: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, longestWaitMs)));
  await Promise.race([settled, limit]);
  clearTimeout(timer);
}
