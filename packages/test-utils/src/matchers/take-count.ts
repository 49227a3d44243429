import { inspect } from 'node:util';
import { MatcherError } from './matcher-error.js';

/** Answers whether a value is a number of things. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/**
 * Takes a number of things.
 *
 * @param what - What is counted: `queries`.
 * @throws {@link MatcherError} Where it is none.
 */
export function takeCount(matcher: string, given: unknown, what: string): number {
  if (isCount(given)) return given;
  throw new MatcherError(`${matcher}() needs a number of ${what}, received ${inspect(given)}.`);
}
