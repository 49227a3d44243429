import { AssertionError } from 'node:assert';
import { inspect } from 'node:util';
import type { QueryAssertions } from './assertions.js';
import { isAboutAssertion, locateCaller, locateError } from './locate-error.js';
import type { MatcherContext } from './matcher-context.js';
import { actionMatchers } from './matchers.js';

/** How a user calls each matcher where there is no `expect`. */
const names: Readonly<Record<keyof QueryAssertions, string>> = {
  toExecuteQueries: 'assertQueries',
  toExecuteAtMostQueries: 'assertAtMostQueries',
  toExecuteNoQueries: 'assertNoQueries',
  toExecuteQueryMatching: 'assertQueryMatching',
  toNotScaleWithPageSize: 'assertNotScaling',
  toNotScaleWith: 'assertNotScalingWith',
  toNotRepeatQueries: 'assertNoRepeats',
  toNotDuplicateQueries: 'assertNoDuplicates',
  toReturnAtMostRows: 'assertAtMostRows',
  toSelectAtMostColumns: 'assertAtMostColumns',
  toNotMultiplyRows: 'assertNoMultipliedRows',
  toAgreeWith: 'assertAgreement',
  toBeServedByIndexes: 'assertServedByIndexes',
  toUseAtMostConnections: 'assertAtMostConnections',
};

const context: MatcherContext = {
  isNot: false,
  utils: {
    matcherHint: (matcher, subject, given) => `${matcher}(${[subject, given].filter(Boolean).join(', ')})`,
    printExpected: (value) => inspect(value),
    printReceived: (value) => inspect(value),
  },
};

/**
 * Asserts without a runner what a matcher asserts.
 *
 * @param called - The function that the test calls: its line is the error's.
 * @throws {AssertionError} Where the matcher would fail, with its message.
 * @throws {@link MatcherError} Where the matcher throws one.
 */
export async function assertAction(
  matcher: keyof QueryAssertions,
  called: (...parameters: never[]) => unknown,
  action: unknown,
  given: readonly unknown[],
): Promise<void> {
  const location = locateCaller(called);
  const { pass, message } = await actionMatchers[matcher].call(context, action, ...given).catch((error: unknown) => {
    throw isAboutAssertion(error) ? locateError(renamed(error), location) : renamed(error);
  });
  if (pass) return;
  throw locateError(new AssertionError({ message: rename(message()), operator: names[matcher] }), location);
}

/** Errors of the action hold a note that names the matcher, too. */
function renamed<Thrown>(error: Thrown): Thrown {
  if (!(error instanceof Error)) return error;
  const { message, stack = '' } = error;
  const renamedMessage = rename(message);
  if (renamedMessage === message) return error;
  error.message = renamedMessage;
  error.stack = stack.replace(message, () => renamedMessage);
  return error;
}

/** A message names its matcher, and others as the way out. */
function rename(message: string): string {
  return message.replace(/\bto[A-Z]\w+(?=\()/g, (name) => (name in names ? names[name as keyof typeof names] : name));
}
