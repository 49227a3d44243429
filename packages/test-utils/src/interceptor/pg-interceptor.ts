import { findCaller, type RawCallSite, type StackTop } from './call-origin.js';
import { installInterceptor } from './install.js';
import { sharedState } from './interceptor-state.js';
import type { QueryScope } from './query-scope.js';
import { takeStack, wholeStack } from './stack.js';

/**
 * Observes the queries of every copy of node-postgres in this thread, without a change to what it does.
 *
 * It stays applied until its last user has disposed it. Captures apply it by themselves; a test set-up that applies it
 * once saves that work in each capture.
 *
 * @example
 * const interceptor = new PgInterceptor();
 * beforeAll(() => interceptor.apply());
 * afterAll(() => interceptor.dispose());
 */
export class PgInterceptor {
  /**
   * Patches pg, unless that is done.
   *
   * @param owner - For whom; an owner counts once. Defaults to this object.
   * @throws {@link IncompatibleInterceptorError} When another version of this package applied its interceptor.
   */
  apply(owner: object = this): this {
    const state = sharedState() ?? installInterceptor();
    state.owners.add(owner);
    return this;
  }

  /**
   * Gives up one owner's use. After the last, pg's methods are what they were; where another tool has wrapped them
   * since, they pass through.
   *
   * @param owner - Defaults to this object.
   */
  dispose(owner: object = this): void {
    const state = sharedState();
    if (state?.owners.delete(owner) === true && state.owners.size === 0) state.uninstall();
  }

  /** Whether pg is patched, for whomever. */
  get isApplied(): boolean {
    return sharedState() !== undefined;
  }

  /** Whether a copy of pg has been found since it was applied. */
  get hasSeenDriver(): boolean {
    return sharedState()?.driverSeen === true;
  }
}

/** Answers the scope in whose context the caller runs. */
export function currentScope(): QueryScope | undefined {
  return sharedState()?.storage.getStore()?.scope;
}

/**
 * Answers the line of the application that led to a call.
 *
 * @param top - The function that was called, still running.
 */
export function applicationLine(top: StackTop): RawCallSite | undefined {
  const state = sharedState();
  return state === undefined ? undefined : findCaller(state.callSites, takeStack(top, wholeStack), top);
}

/**
 * Runs `action` in a scope that is open until it settles.
 *
 * The action is awaited inside: queries built by lazy thenables start when they are awaited, not when they are made.
 */
export async function runInScope<T>(scope: QueryScope, action: () => T | PromiseLike<T>): Promise<T> {
  const state = sharedState();
  if (state === undefined) return action();
  state.open(scope);
  try {
    return await state.storage.run({ scope, setup: false }, async () => await action());
  } finally {
    // The storage stays enabled: work that the action left behind must keep its context, or nobody could tell its late queries.
    state.close(scope);
  }
}
