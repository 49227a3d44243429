import { InvalidActionError } from '../recording/invalid-action-error.js';

/** A function under test. */
export type Action<Parameters extends unknown[] = []> = (...parameters: Parameters) => unknown;

/**
 * Takes what was given to `expect` as the function under test.
 *
 * @param parameters - Its parameters, as written in an example.
 * @throws {@link InvalidActionError} Where it is none; the message says what was received and what to pass.
 */
export function requireAction<Parameters extends unknown[]>(
  matcher: string,
  received: unknown,
  parameters = '',
): Action<Parameters> {
  if (!isFunction<Parameters>(received)) throw new InvalidActionError(`${matcher}()`, received, parameters);
  return received;
}

function isFunction<Parameters extends unknown[]>(value: unknown): value is Action<Parameters> {
  return typeof value === 'function';
}
