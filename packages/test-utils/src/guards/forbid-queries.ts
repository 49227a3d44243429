import { runGuarded } from './run-guarded.js';

/**
 * Runs `action` and refuses every query that it sends through node-postgres, at the query: the promise rejects, the
 * callback or the query object gets the error. Nothing reaches the connection, so that it stays usable.
 *
 * For code that has to get along with what was loaded: serializers, templates, mappers. Transaction control and what a
 * pool or an ORM sends to open a connection pass.
 *
 * @param action - Is awaited once.
 * @returns What `action` returns.
 * @throws {@link RefusedQueryError} At the query, with its line; and at the end whatever `action` made of that.
 * @throws {@link InvalidActionError} When the action is no function.
 * @throws {@link MissingEvidenceError} When no copy of pg was there to be guarded, or a query can't be told from others'.
 * @throws What `action` throws, unchanged.
 *
 * @example
 * const posts = await listPosts({ limit: 25 });
 * const page = await forbidQueries(() => renderPosts(posts));
 */
export async function forbidQueries<T>(action: () => T | PromiseLike<T>): Promise<T> {
  return runGuarded({ name: 'forbidQueries', call: 'forbidQueries()', most: 0 }, action);
}
