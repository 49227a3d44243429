import { isApplicationFile } from '../interceptor/application-file.js';
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
export function locateError<Located extends Error>(error: Located, location: TestLocation): Located {
  error.stack = [`${error.name}: ${error.message}`, ...framesOfTest(location)].join('\n');
  return error;
}

/** Answers the frames of a location from the line of the test on. */
export function framesOfTest({ stack = '' }: TestLocation): readonly string[] {
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  // Those of the runner and of its entry lie between the test and the matcher.
  return frames.slice(Math.max(0, frames.findIndex(isApplicationFrame)));
}

function isApplicationFrame(frame: string): boolean {
  const [, file] = /((?:file:|[\\/]|[A-Za-z]:[\\/]).*?):\d+:\d+\)?$/.exec(frame) ?? [];
  return file !== undefined && isApplicationFile(file);
}

/** Answers whether an error is about the assertion, not about the action under test. */
export function isAboutAssertion(error: unknown): error is Error {
  return error instanceof MatcherError || error instanceof InvalidActionError;
}
