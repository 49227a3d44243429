import { sharedState } from './interceptor-state.js';
import { PgInterceptor } from './pg-interceptor.js';
import type { QueryScope } from './query-scope.js';

/** A scope that stays open until it is closed, whatever settles meanwhile. */
export interface ScopeSession {
  /** Whether a copy of pg has been found so far. */
  readonly hasSeenDriver: boolean;
  /** Runs a function in the context of the scope. */
  run<T>(action: () => T): T;
  /** Closes the scope; further calls do nothing. */
  close(): void;
}

/**
 * Opens a scope, with the interceptor applied for as long.
 *
 * @throws {@link IncompatibleInterceptorError} When another version of this package applied its interceptor.
 */
export function openSession(scope: QueryScope): ScopeSession {
  const interceptor = new PgInterceptor().apply();
  const state = sharedState();
  if (state === undefined) throw new Error('openSession() found no state of the interceptor that it has just applied.');
  state.open(scope);
  return {
    get hasSeenDriver() {
      return state.driverSeen;
    },
    run: (action) => state.storage.run({ scope, setup: false }, action),
    close() {
      state.close(scope);
      interceptor.dispose();
    },
  };
}

/** Answers the scopes that are open, without those that only watch. */
export function openScopes(): readonly QueryScope[] {
  return [...(sharedState()?.scopes ?? [])].filter(({ watches }) => watches !== true);
}
