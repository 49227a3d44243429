import { guardAwait } from './await-guard.js';
import type { JestTests } from './jest-tests.js';
import { locateCaller, type TestLocation } from './locate-error.js';
import type { ActionMatcher, MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherPromise } from './matcher-promise.js';
import { runLocated } from './run-located.js';

/** Jest gives the test the second promise that it derives from a matcher's: that of `.then(…).catch(…)`. */
const levels = 2;

/**
 * Adapts a matcher to Jest: an error that is about the assertion shows the line of the test, and a test that does not
 * await the matcher fails.
 *
 * @param tests - Knows the test that runs.
 */
export function adaptToJest(name: string, matcher: ActionMatcher, tests: JestTests) {
  return function adapted(
    this: MatcherContext,
    received: unknown,
    ...given: readonly unknown[]
  ): Promise<MatcherResult> {
    const location = locateCaller(adapted);
    return guardInJest(name, () => matcher.call(this, received, ...given), { tests, location });
  };
}

/** Runs a matcher that takes time for a test that must await it. */
export function guardInJest(
  name: string,
  run: () => Promise<MatcherResult>,
  { tests, location }: { readonly tests: JestTests; readonly location: TestLocation },
): Promise<MatcherResult> {
  // Jest itself knows the line of an assertion that does not hold.
  const promise = MatcherPromise.of(runLocated(run, location));
  tests.current?.onEnd(guardAwait(name, promise, () => levels, location));
  return promise;
}
