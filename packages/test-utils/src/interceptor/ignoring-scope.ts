import { sharedState } from './interceptor-state.js';
import type { QueryScope } from './query-scope.js';
import type { SentQuery } from './sent-query.js';

/** Hides what is sent in its context from the scopes around it. It is in nobody's list of open scopes. */
class IgnoringScope implements QueryScope {
  readonly keepsValues = false;
  readonly ignores = true;
  active = true;
  readonly overlapped = false;

  constructor(readonly parent: QueryScope | undefined) {}

  wantsCallSite(): boolean {
    return false;
  }

  receive(): void {
    // Never told: it is not open.
  }

  /** What comes after the ignored function has settled belongs to the action around it, and may be late there. */
  receiveLate(query: SentQuery): void {
    if (this.parent?.active === false) this.parent.receiveLate(query);
  }
}

/** Runs `action`, and hides the queries that it sends until it settles from every scope around it. */
export async function runIgnored<T>(action: () => T | PromiseLike<T>): Promise<T> {
  const state = sharedState();
  if (state === undefined) return action();
  const scope = new IgnoringScope(state.storage.getStore()?.scope);
  try {
    return await state.storage.run({ scope, setup: false }, async () => await action());
  } finally {
    scope.active = false;
  }
}
