import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Method } from './driver.js';
import type { QueryScope } from './query-scope.js';

/** What the interceptor carries along an asynchronous path of the application. */
export interface QueryContext {
  readonly scope: QueryScope | undefined;
  /** True in a pool's hooks for new connections. */
  readonly setup: boolean;
}

/** Where contexts are kept. A context that comes from elsewhere (a loopback socket) would be entered here as well. */
export type ContextStorage = AsyncLocalStorage<QueryContext | undefined>;

/** Where bound functions find the contexts, and whether anybody still wants them. */
interface ContextCarrier {
  readonly storage: ContextStorage;
  readonly installed: boolean;
}

/**
 * Binds a function to a context: pg calls callbacks and listeners in the context of whoever opened the connection.
 *
 * @see https://github.com/brianc/node-postgres/issues/2533
 */
export function bindToContext(carrier: ContextCarrier, context: QueryContext | undefined, method: Method): Method {
  return function bound(this: unknown, ...args) {
    const { storage, installed } = carrier;
    // A disposed storage would be enabled again by `run`.
    if (!installed || storage.getStore() === context) return method.apply(this, args);
    return storage.run(context, Reflect.apply, method, this, args) as unknown;
  };
}
