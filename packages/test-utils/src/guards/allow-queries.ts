import { runLifted } from '../interceptor/lifting-scope.js';
import { PgInterceptor } from '../interceptor/pg-interceptor.js';
import { InvalidActionError } from '../recording/invalid-action-error.js';

/**
 * Runs `action` and lets its queries pass all guards around it. Captures and matchers count them as ever.
 *
 * What `action` starts and does not await is guarded again once `action` has settled.
 *
 * @param action - Is awaited once.
 * @returns What `action` returns.
 * @throws {@link InvalidActionError} When the action is no function.
 * @throws What `action` throws, unchanged.
 *
 * @example
 * await forbidQueries(async () => {
 *   const user = await allowQueries(() => currentUser());
 *   return renderPosts(posts, user);
 * });
 */
export async function allowQueries<T>(action: () => T | PromiseLike<T>): Promise<T> {
  if (typeof action !== 'function') throw new InvalidActionError('allowQueries()', action);
  // A guard that starts while the action runs must find its context.
  const interceptor = new PgInterceptor().apply();
  try {
    return await runLifted(action);
  } finally {
    interceptor.dispose();
  }
}
