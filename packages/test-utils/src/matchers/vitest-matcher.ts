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
    const levels = this.soft === true ? 2 : 1;
    test?.context.onTestFinished(guardAwait(name, promise, levels, location));
    return promise;
  };
}
