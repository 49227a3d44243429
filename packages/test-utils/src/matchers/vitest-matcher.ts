import { guardAwait } from './await-guard.js';
import { locateCaller } from './locate-error.js';
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
    const running = runLocated(() => matcher.call(this, received, ...given), location);
    const promise = MatcherPromise.of(running, location);
    // Vitest derives one promise for the test, and `expect.soft` another from that.
    const levels = this.soft === true ? 2 : 1;
    currentTest()?.context.onTestFinished(guardAwait(name, promise, levels, location));
    return promise;
  };
}
