import { EventEmitter } from 'node:events';
import type { KnownCallSites } from './call-origin.js';
import type { ContextStorage } from './query-context.js';
import type { QueryScope } from './query-scope.js';

/** What all copies of this package in a thread share while the interceptor is applied. */
export interface InterceptorState {
  readonly version: number;
  /** For whom it is applied. */
  readonly owners: Set<object>;
  /** Scopes that are open. */
  readonly scopes: Set<QueryScope>;
  /** How many of {@link scopes} are guards. */
  guards: number;
  readonly storage: ContextStorage;
  readonly callSites: KnownCallSites;
  /** True once a query had no line of its own: from then on it is worth its time to look when any connection is taken. */
  lineLost: boolean;
  /** True once a copy of pg was found. */
  driverSeen: boolean;
  /** False after the last owner left: what could not be restored then passes through. */
  installed: boolean;
  /** Opens a scope beside those that are open; from then on its queries are told to it. */
  open(scope: QueryScope): void;
  /** Closes a scope. */
  close(scope: QueryScope): void;
  uninstall(): void;
}

/** Is raised with every change of what copies share: this state, scopes, queries. */
export const stateVersion = 3;

const key = Symbol.for('@flatquery/test-utils');

/** Says that two versions of this package that can't share the interceptor are loaded in one process. */
export class IncompatibleInterceptorError extends Error {
  override readonly name = 'IncompatibleInterceptorError';

  constructor(found: unknown) {
    super(
      `PgInterceptor can't be applied: another version of @flatquery/test-utils is at work in this process ` +
        `(its interceptor has version ${String(found)}, this one ${stateVersion}). ` +
        'Install one version only; `npm ls @flatquery/test-utils` shows who brings which.',
    );
  }
}

/**
 * Answers the state of the interceptor in this thread, or undefined where it is not applied.
 *
 * It is kept on a core object: unlike globals, that is one and the same in all realms of a thread.
 *
 * @throws {@link IncompatibleInterceptorError} When another version of this package applied its interceptor.
 */
export function sharedState(): InterceptorState | undefined {
  const state = Object.getOwnPropertyDescriptor(EventEmitter, key)?.value as InterceptorState | undefined;
  if (state !== undefined && state.version !== stateVersion) throw new IncompatibleInterceptorError(state.version);
  return state;
}

/** Makes a state known to all copies, or removes it. */
export function shareState(state: InterceptorState | undefined): void {
  if (state === undefined) Reflect.deleteProperty(EventEmitter, key);
  else Object.defineProperty(EventEmitter, key, { value: state, configurable: true });
}
