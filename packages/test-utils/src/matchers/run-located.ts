import { isAboutAssertion, locateError, type TestLocation } from './locate-error.js';
import type { MatcherResult } from './matcher-context.js';

/** Runs a matcher, and gives an error that is about the assertion the line of the test. */
export async function runLocated(run: () => Promise<MatcherResult>, location: TestLocation): Promise<MatcherResult> {
  try {
    return await run();
  } catch (error) {
    throw isAboutAssertion(error) ? locateError(error, location) : error;
  }
}

/** Runs a matcher that answers at once, and gives an error that is about the assertion the line of the test. */
export function runLocatedNow<Result>(run: () => Result, location: TestLocation): Result {
  try {
    return run();
  } catch (error) {
    throw isAboutAssertion(error) ? locateError(error, location) : error;
  }
}
