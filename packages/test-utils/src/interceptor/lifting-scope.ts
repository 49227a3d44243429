import { sharedState } from './interceptor-state.js';
import type { QueryScope } from './query-scope.js';
import type { SentQuery } from './sent-query.js';

/** Lifts the guards around it for what is sent in its context. Captures count as if it were not there. */
class LiftingScope implements QueryScope {
  readonly keepsValues = false;
  /** It is told of nothing itself. */
  readonly active = false;
  readonly overlapped = false;
  lifts = true;

  constructor(readonly parent: QueryScope | undefined) {}

  wantsCallSite(): boolean {
    return false;
  }

  receive(): void {
    // Never told: it is not open.
  }

  receiveLate(query: SentQuery): void {
    if (this.parent?.active === false) this.parent.receiveLate(query);
  }
}

/** Runs `action`, and lets the queries pass that it sends until it settles, whatever guard is around it. */
export async function runLifted<T>(action: () => T | PromiseLike<T>): Promise<T> {
  const state = sharedState();
  if (state === undefined) return action();
  const scope = new LiftingScope(state.storage.getStore()?.scope);
  try {
    return await state.storage.run({ scope, setup: false }, async () => await action());
  } finally {
    scope.lifts = false;
  }
}
