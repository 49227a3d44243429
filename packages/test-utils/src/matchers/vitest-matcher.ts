import { guardAwait } from './await-guard.js';
import { locateCaller, type TestLocation } from './locate-error.js';
import type { ActionMatcher, MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherPromise } from './matcher-promise.js';
import { runLocated } from './run-located.js';

/** A running test of Vitest. */
export interface VitestTest {
  readonly context: { readonly onTestFinished: (handler: () => void | Promise<void>) => void };
}

/** A call of a matcher on what `expect()` returned. */
export interface VitestAssertion {
  /** The test that it is in; undefined in hooks of a suite. */
  readonly test: VitestTest | undefined;
  /** Is called when the call has returned: the test has its promise, and has done nothing with it yet. */
  onReturn?: () => void;
}

/**
 * Adapts a matcher to Vitest: a failure shows the line of the test, which Vitest loses for matchers that take time, and a
 * test that does not await the matcher fails.
 *
 * @param currentAssertion - Answers the assertion that calls the matcher.
 */
export function adaptToVitest(
  name: string,
  matcher: ActionMatcher,
  currentAssertion: () => VitestAssertion | undefined,
) {
  return function adapted(
    this: MatcherContext,
    received: unknown,
    ...given: readonly unknown[]
  ): Promise<MatcherResult> {
    // Before the action, which may call a matcher itself.
    const assertion = currentAssertion();
    const location = locateCaller(adapted);
    return guardInVitest(name, () => matcher.call(this, received, ...given), { assertion, location });
  };
}

/** Which assertion runs. */
interface RunningAssertion {
  readonly assertion: VitestAssertion | undefined;
  readonly location: TestLocation;
}

/** Runs a matcher that takes time for a test that must await it. */
export function guardInVitest(
  name: string,
  run: () => Promise<MatcherResult>,
  { assertion, location }: RunningAssertion,
): Promise<MatcherResult> {
  const promise = MatcherPromise.of(runLocated(run, location), location);
  if (assertion === undefined) return promise;
  // Vitest derives one promise for the test, and `expect.soft` another from that, from version 3.2.4 on.
  let levels = 0;
  assertion.onReturn = () => {
    levels = promise.countDerived();
  };
  assertion.test?.context.onTestFinished(guardAwait(name, promise, () => levels, location));
  return promise;
}
