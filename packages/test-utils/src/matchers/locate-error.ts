import { InvalidActionError } from '../recording/invalid-action-error.js';
import { MatcherError } from './matcher-error.js';

/** Remembers the line of the test that calls a matcher. Must be taken before anything is awaited. */
export interface TestLocation {
  readonly stack?: string;
}

/**
 * Takes the location of the caller.
 *
 * @param called - The function whose caller is meant.
 */
export function locateCaller(called: (...parameters: never[]) => unknown): TestLocation {
  const location: TestLocation = {};
  Error.captureStackTrace(location, called);
  return location;
}

/** Gives an error the stack of the test's line, where a runner draws its code frame. */
export function locateError<Located extends Error>(error: Located, { stack = '' }: TestLocation): Located {
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}

/** Answers whether an error is about the assertion, not about the action under test. */
export function isAboutAssertion(error: unknown): error is Error {
  return error instanceof MatcherError || error instanceof InvalidActionError;
}
