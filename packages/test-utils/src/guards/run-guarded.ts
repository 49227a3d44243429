import { PgInterceptor, runInScope } from '../interceptor/pg-interceptor.js';
import { MissingEvidenceError } from '../matchers/matcher-error.js';
import { watchAftermath } from '../matchers/watch-aftermath.js';
import { InvalidActionError } from '../recording/invalid-action-error.js';
import { explainNoPg, explainUnattributed } from '../report/explain-nothing-seen.js';
import { explainSwallowed, type RefusingGuard } from '../report/explain-refusal.js';
import { GuardScope } from './guard-scope.js';
import { RefusedQueryError } from './refused-query-error.js';

/** How a guarded action ended. */
type Outcome<T> =
  { readonly status: 'returned'; readonly result: T } | { readonly status: 'threw'; readonly error: unknown };

/**
 * Runs an action under a guard, which stays until queries that come shortly after the action have come.
 *
 * @returns What the action returns.
 * @throws {@link InvalidActionError} When the action is no function.
 * @throws {@link RefusedQueryError} When a query was refused, whatever the action made of that.
 * @throws {@link MissingEvidenceError} When no copy of pg was there to be guarded, or a query can't be told from others'.
 * @throws What the action throws, unchanged.
 */
export async function runGuarded<T>(guard: RefusingGuard, action: () => T | PromiseLike<T>): Promise<T> {
  if (typeof action !== 'function') throw new InvalidActionError(guard.call, action);
  const interceptor = new PgInterceptor().apply();
  const scope = new GuardScope(guard);
  try {
    const outcome = await runInScope(scope, () => runToItsEnd(action, scope));
    ensureNothingRefused(scope, outcome);
    if (outcome.status === 'threw') throw outcome.error;
    if (!interceptor.hasSeenDriver) throw new MissingEvidenceError(explainNoPg(guard.name));
    if (scope.ambiguous.length > 0) throw new MissingEvidenceError(explainUnattributed(guard.name, scope.ambiguous));
    return outcome.result;
  } finally {
    interceptor.dispose();
  }
}

async function runToItsEnd<T>(action: () => T | PromiseLike<T>, scope: GuardScope): Promise<Outcome<T>> {
  const outcome = await settle(action);
  await watchAftermath(() => scope.passed);
  return outcome;
}

async function settle<T>(action: () => T | PromiseLike<T>): Promise<Outcome<T>> {
  try {
    return { status: 'returned', result: await action() };
  } catch (error) {
    return { status: 'threw', error };
  }
}

/** What an ORM or the application made of the refusal says less than the refusal itself. */
function ensureNothingRefused({ guard, refusals }: GuardScope, outcome: Outcome<unknown>): void {
  const [first] = refusals;
  if (first === undefined) return;
  if (outcome.status === 'threw') throw first.error;
  const message = explainSwallowed(
    guard,
    refusals.map(({ query }) => query),
  );
  const swallowed = new RefusedQueryError(message, first.error.sql);
  swallowed.stack = first.error.stack?.replace(first.error.message, () => message) ?? '';
  throw swallowed;
}
