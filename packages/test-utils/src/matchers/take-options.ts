import { inspect } from 'node:util';
import { listOf } from '../report/wording.js';
import { MatcherError } from './matcher-error.js';

/** What every assertion about queries can be asked for. */
export interface PrintOptions {
  /** Whether a failure prints the values of parameters: they end up in the logs of CI. Defaults to `false`. */
  readonly showValues?: boolean;
}

/** What every assertion about the queries of an action can be asked for. */
export interface QueryOptions extends PrintOptions {
  /**
   * Whether the test fails because of a query that was sent outside of the action's context, by a timer or a server, instead
   * of having it counted where no other capture could have caused it. Defaults to `false`.
   */
  readonly strict?: boolean;
}

/**
 * Takes the options of a matcher.
 *
 * @param given - What stands in their place; nothing means none.
 * @param names - The options it has, besides those of {@link QueryOptions}.
 * @throws {@link MatcherError} Where it is no object, or has other properties.
 */
export function takeOptions<Name extends string>(
  matcher: string,
  given: unknown,
  names: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> & Required<QueryOptions> {
  const known: readonly string[] = [...names, 'strict', 'showValues'];
  const options = given ?? {};
  const isKnown = typeof options === 'object' && Object.keys(options).every((name) => known.includes(name));
  if (!isKnown) {
    throw new MatcherError(`${matcher}() takes the options ${listOf(known)}, received ${inspect(given)}.`);
  }
  const { showValues, strict } = options as QueryOptions;
  return {
    ...(options as Partial<Record<Name, unknown>>),
    showValues: takeFlag(matcher, 'showValues', showValues, false),
    strict: takeFlag(matcher, 'strict', strict, false),
  };
}

/**
 * Takes an option that is on or off.
 *
 * @throws {@link MatcherError} Where it is something else.
 */
export function takeFlag(matcher: string, name: string, given: unknown, otherwise: boolean): boolean {
  if (given === undefined) return otherwise;
  if (typeof given === 'boolean') return given;
  throw new MatcherError(`${matcher}() takes true or false for \`${name}\`, received ${inspect(given)}.`);
}

/**
 * Takes an option that is a function.
 *
 * @throws {@link MatcherError} Where it is something else.
 */
export function takeFunction(
  matcher: string,
  name: string,
  given: unknown,
): ((...parameters: never[]) => unknown) | undefined {
  if (given === undefined || isFunction(given)) return given;
  throw new MatcherError(`${matcher}() takes a function for \`${name}\`, received ${inspect(given)}.`);
}

/** Answers whether a value can be called. */
export function isFunction(value: unknown): value is (...parameters: never[]) => unknown {
  return typeof value === 'function';
}
