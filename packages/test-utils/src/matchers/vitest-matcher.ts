import { guardAwait } from './await-guard.js';
import { locateCaller, type TestLocation } from './locate-error.js';
import type { ActionMatcher, MatcherContext, MatcherResult } from './matcher-context.js';
import { MatcherPromise } from './matcher-promise.js';
import { runLocated } from './run-located.js';

/** A running test of Vitest. */
export interface VitestTest {
  readonly context: { readonly onTestFinished: (handler: () => void | Promise<void>) => void };
}

/** What Vitest adds to a matcher's `this`. */
export interface VitestContext extends MatcherContext {
  readonly soft?: boolean | undefined;
}

/**
 * Adapts a matcher to Vitest: a failure shows the line of the test, which Vitest loses for matchers that take time, and a
 * test that does not await the matcher fails.
 *
 * @param currentTest - Answers the test whose assertion calls the matcher; undefined in hooks of a suite.
 */
export function adaptToVitest(name: string, matcher: ActionMatcher, currentTest: () => VitestTest | undefined) {
  return function adapted(
    this: VitestContext,
    received: unknown,
    ...given: readonly unknown[]
  ): Promise<MatcherResult> {
    const location = locateCaller(adapted);
    return guardInVitest(name, () => matcher.call(this, received, ...given), {
      ...{ test: currentTest(), location, soft: this.soft === true },
    });
  };
}

/** Which assertion runs. */
interface RunningAssertion {
  readonly test: VitestTest | undefined;
  readonly location: TestLocation;
  /** Whether it is one of `expect.soft`. */
  readonly soft: boolean;
}

/** Runs a matcher that takes time for a test that must await it. */
export function guardInVitest(
  name: string,
  run: () => Promise<MatcherResult>,
  { test, location, soft }: RunningAssertion,
): Promise<MatcherResult> {
  const promise = MatcherPromise.of(runLocated(run, location), location);
  // Vitest derives one promise for the test, and `expect.soft` another from that.
  test?.context.onTestFinished(guardAwait(name, promise, soft ? 2 : 1, location));
  return promise;
}
