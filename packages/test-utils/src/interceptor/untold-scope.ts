import { sharedState } from './interceptor-state.js';
import type { QueryScope } from './query-scope.js';
import type { SentQuery } from './sent-query.js';

/** A scope that changes what is sent in its context, and is told of nothing: it is in nobody's list of open scopes. */
export abstract class UntoldScope implements QueryScope {
  readonly keepsValues = false;
  abstract readonly active: boolean;
  readonly overlapped = false;

  constructor(readonly parent: QueryScope | undefined) {}

  wantsCallSite(): boolean {
    return false;
  }

  receive(): void {
    // Never told: it is not open.
  }

  /** What comes after its function has settled belongs to the action around it, and may be late there. */
  receiveLate(query: SentQuery): void {
    if (this.parent?.active === false) this.parent.receiveLate(query);
  }

  /** Called when its function has settled. */
  abstract end(): void;
}

/** Runs `action` in a scope of its own until it settles. Where no interceptor is applied, it just runs. */
export async function runUntold<T>(
  action: () => T | PromiseLike<T>,
  scopeWithin: (parent: QueryScope | undefined) => UntoldScope,
): Promise<T> {
  const state = sharedState();
  if (state === undefined) return action();
  const scope = scopeWithin(state.storage.getStore()?.scope);
  try {
    return await state.storage.run({ scope, setup: false }, async () => await action());
  } finally {
    scope.end();
  }
}
