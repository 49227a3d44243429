import type { QueryScope } from '../interceptor/query-scope.js';
import { currentScope } from '../interceptor/pg-interceptor.js';
import { MatcherError } from './matcher-error.js';

const matchers = new WeakMap<QueryScope, string>();

/**
 * Refuses to run a matcher inside of the action of another one: each would count what the other one runs.
 *
 * @throws {@link MatcherError} Where one is running in this context.
 */
export function refuseNested(matcher: string): void {
  const outer = matcherAround(currentScope());
  if (outer === undefined) return;
  throw new MatcherError(
    `${matcher}() was called in the action of ${outer}(), which would count its queries as well. ` +
      'Await one after the other, or capture the queries once and assert on that: `expect(capture).toHaveExecutedQueries(…)`.',
  );
}

/** Answers the innermost matcher whose action runs in a scope. */
export function matcherAround(own: QueryScope | undefined): string | undefined {
  for (let scope = own; scope !== undefined; scope = scope.parent) {
    const matcher = scope.active ? matchers.get(scope) : undefined;
    if (matcher !== undefined) return matcher;
  }
  return undefined;
}

/** Makes of an action one in which no other matcher can run. */
export function runningIn<Result>(matcher: string, action: () => Result): () => Result {
  return () => {
    const scope = currentScope();
    if (scope !== undefined) matchers.set(scope, matcher);
    return action();
  };
}
