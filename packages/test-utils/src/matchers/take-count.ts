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
 * @param least - The smallest one that makes sense. Defaults to 0.
 * @throws {@link MatcherError} Where it is none.
 */
export function takeCount(matcher: string, given: unknown, what: string, least = 0): number {
  if (isCount(given) && given >= least) return given;
  throw new MatcherError(
    `${matcher}() needs a number of ${what}${least === 0 ? '' : ` from ${least}`}, received ${inspect(given)}.`,
  );
}
