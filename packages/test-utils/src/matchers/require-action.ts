import { inspect } from 'node:util';
import { MatcherError } from './matcher-error.js';

/** A function under test. */
export type Action<Parameters extends unknown[] = []> = (...parameters: Parameters) => unknown;

/**
 * Takes what was given to `expect` as the function under test.
 *
 * @param parameters - How its parameters are written in an example.
 * @throws {MatcherError} Where it is none; the message says what was received and what to pass.
 */
export function requireAction<Parameters extends unknown[]>(
  matcher: string,
  received: unknown,
  parameters = '',
): Action<Parameters> {
  if (isFunction<Parameters>(received)) return received;
  const call = `listPosts(${parameters})`;
  const wanted = `Pass \`(${parameters}) => ${call}\`, not \`${call}\`.`;
  throw new MatcherError(`${matcher}() needs a function, received ${describe(received)}. ${wanted}`);
}

function isFunction<Parameters extends unknown[]>(value: unknown): value is Action<Parameters> {
  return typeof value === 'function';
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== 'object' || value === null) return inspect(value);
  if (value instanceof Promise) return 'a Promise';
  return `an object: ${inspect(value, { depth: 0, breakLength: Infinity })}`;
}
