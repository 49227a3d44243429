import { inspect } from 'node:util';
import type { MatcherContext } from './matcher-context.js';

/**
 * Prints which assertion failed, as it is written in the test.
 *
 * @param subject - What `expect` was given: `action`, `capture`.
 * @param given - What stands in the brackets.
 */
export function hintOf({ utils, isNot = false }: MatcherContext, matcher: string, subject: string, given = ''): string {
  return utils.matcherHint(matcher, subject, given, { isNot });
}

/** Prints what a matcher was given. */
export function printArguments(given: readonly unknown[]): string {
  return given.map((value) => inspect(value, { breakLength: Infinity })).join(', ');
}
