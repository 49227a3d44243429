import { inspect } from 'node:util';
import { listOf } from '../report/wording.js';
import { MatcherError } from './matcher-error.js';

/** What every assertion about queries can be asked for. */
export interface PrintOptions {
  /** Whether a failure prints the values of parameters: they end up in the logs of CI. Defaults to `false`. */
  readonly showValues?: boolean;
}

/**
 * Takes the options of a matcher.
 *
 * @param given - What stands in their place; nothing means none.
 * @param names - The options it has, besides those of {@link PrintOptions}.
 * @throws {@link MatcherError} Where it is no object, or has other properties.
 */
export function takeOptions<Name extends string>(
  matcher: string,
  given: unknown,
  names: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> & { readonly showValues: boolean } {
  const known: readonly string[] = [...names, 'showValues'];
  const options = given ?? {};
  const isKnown = typeof options === 'object' && Object.keys(options).every((name) => known.includes(name));
  if (!isKnown) {
    const wanted = `takes ${known.length === 1 ? 'the option' : 'the options'} ${listOf(known)}`;
    throw new MatcherError(`${matcher}() ${wanted}, received ${inspect(given)}.`);
  }
  const { showValues } = options as PrintOptions;
  return {
    ...(options as Partial<Record<Name, unknown>>),
    showValues: takeFlag(matcher, 'showValues', showValues, false),
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
