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
  const { showValues = false, strict = false } = options as QueryOptions;
  for (const [name, value] of Object.entries({ showValues, strict })) {
    if (typeof value === 'boolean') continue;
    throw new MatcherError(`${matcher}() takes true or false for \`${name}\`, received ${inspect(value)}.`);
  }
  return { ...(options as Partial<Record<Name, unknown>>), showValues, strict };
}
