import { runIgnored } from '../interceptor/ignoring-scope.js';
import { PgInterceptor } from '../interceptor/pg-interceptor.js';
import { InvalidActionError } from './invalid-action-error.js';

/**
 * Runs `action` without its queries being counted by any capture around it; they are listed among the `uncounted` there.
 *
 * For what a test has to send in the midst of what it measures: fixtures, checks, housekeeping. A capture inside of
 * `action` counts them. What `action` starts and does not await counts again once `action` has settled.
 *
 * @param action - Is awaited once.
 * @returns What `action` returns.
 * @throws {@link InvalidActionError} When the action is no function.
 * @throws What the action throws, unchanged.
 *
 * @example
 * await expect(async () => {
 *   await ignoreQueries(() => createPosts(25));
 *   await listPosts();
 * }).toExecuteQueries(2);
 */
export async function ignoreQueries<T>(action: () => T | PromiseLike<T>): Promise<T> {
  if (typeof action !== 'function') throw new InvalidActionError('ignoreQueries()', action);
  // A capture that opens while the action runs must find its context.
  const interceptor = new PgInterceptor().apply();
  try {
    return await runIgnored(action);
  } finally {
    interceptor.dispose();
  }
}
