import { takeCount } from '../matchers/take-count.js';
import { runGuarded } from './run-guarded.js';

/**
 * Runs `action` and refuses every query that it sends after the first `most`, as {@link forbidQueries} does.
 *
 * @param most - Queries that may be sent; transaction control and connection set-up don't count.
 * @param action - Is awaited once.
 * @returns What `action` returns.
 * @throws {@link RefusedQueryError} At the query, with its line; and at the end whatever `action` made of that.
 * @throws {@link MatcherError} When `most` is no number of queries.
 * @throws {@link InvalidActionError} When the action is no function.
 * @throws {@link MissingEvidenceError} When no copy of pg was there to be guarded, or a query can't be told from others'.
 * @throws What `action` throws, unchanged.
 *
 * @example
 * const posts = await limitQueries(2, () => listPosts({ limit: 25 }));
 */
export async function limitQueries<T>(most: number, action: () => T | PromiseLike<T>): Promise<T> {
  const taken = takeCount('limitQueries', most, 'queries');
  return runGuarded({ name: 'limitQueries', call: `limitQueries(${taken})`, most: taken }, action);
}
