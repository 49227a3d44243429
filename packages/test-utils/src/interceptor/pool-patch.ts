import { findCaller, isNativePromise, locateLate, type StackTop } from './call-origin.js';
import type { ClientPatch } from './client-patch.js';
import { Checkout, type Connections, type PooledCall } from './connections.js';
import { isMethod, propertyOf, type Method } from './driver.js';
import type { InterceptorState } from './interceptor-state.js';
import { bindToContext, type QueryContext } from './query-context.js';
import { tellScopes, type Attribution, type QueryScope } from './query-scope.js';
import { recordCall, traceCall } from './record-call.js';
import { refusalOf, refuseOfPool } from './refusal.js';
import { takeStack, wholeStack } from './stack.js';
import { now } from './real-time.js';

/** Notes what a pool gave to whoever asked for a connection: a client, or nothing. */
type NoteGiven = (client: unknown) => Checkout;

/**
 * Watches a pool, so that a query that waits for a connection is recorded when it is asked for, in its caller's context and
 * with its caller's line, and not when and where some other query gives a connection back.
 */
export class PoolPatch {
  /** The call that is about to ask for its connection. */
  #asking: PooledCall | undefined;
  /** What takes the place of `connect` in all pools. */
  readonly #connects = new WeakSet<object>();
  /** The last of them: mostly there is one. */
  #lastConnect: Method | undefined;

  constructor(
    private readonly state: InterceptorState,
    private readonly connections: Connections,
    private readonly clients: ClientPatch,
  ) {}

  /** Makes the method that takes the place of `Pool.prototype.query`. */
  wrapQuery(original: Method): Method {
    const { state } = this;
    const send = this.#send.bind(this);
    return function query(this: unknown, ...args) {
      const [config] = args;
      if (state.scopes.size === 0 || config === undefined || config === null || isMethod(config)) {
        return original.apply(this, args);
      }
      const context = state.storage.getStore();
      const sent = recordCall(state, context, args);
      sent.viaPool = true;
      sent.poolHadRoom = hasRoom(this);
      traceCall(state, sent, query);
      const refusal = state.guards === 0 ? undefined : refusalOf(state, context, sent, query);
      if (refusal !== undefined) return refuseOfPool(this, args, refusal);
      const result = send(original, { pool: this as object, config, query: sent, context }, args);
      return sent.origin === undefined ? result : locateLate(state, sent.origin, result);
    };
  }

  /** Makes the method that takes the place of `Pool.prototype.connect`. */
  wrapConnect(original: Method): Method {
    const { state, connections } = this;
    const askingOf = (pool: unknown): PooledCall | undefined =>
      this.#asking?.pool === pool ? this.#asking : undefined;
    const noteCheckout = this.#noteCheckout.bind(this);
    const dispatching = this.#dispatching.bind(this);
    const connect: Method = function connect(this: unknown, ...args) {
      if (state.scopes.size === 0) return original.apply(this, args);
      const [callback, ...others] = args;
      const asking = askingOf(this);
      if (asking !== undefined && isMethod(callback)) {
        return original.call(this, dispatching(asking, callback), ...others);
      }
      const context = state.storage.getStore();
      const note = noteCheckout(context, connect, hasRoom(this));
      if (isMethod(callback)) {
        return original.call(this, giving(connections, note, bindToContext(state, context, callback)), ...others);
      }
      const client = original.apply(this, args);
      return isNativePromise(client) ? passOn(client, note) : client;
    };
    this.#connects.add(connect);
    this.#lastConnect = connect;
    return connect;
  }

  /** Makes the method that takes the place of `Pool.prototype.emit`: listeners of `connect` set connections up. */
  wrapEmit(original: Method): Method {
    const { state } = this;
    return function emit(this: unknown, ...args) {
      if (args[0] !== 'connect' || state.scopes.size === 0) return original.apply(this, args);
      return runAsSetup(state, () => original.apply(this, args));
    };
  }

  /** Makes the method that takes the place of `Pool.prototype._acquireClient`, which has new connections verified. */
  wrapAcquire(original: Method): Method {
    const { state } = this;
    return function _acquireClient(this: unknown, ...args) {
      if (args[3] !== true || state.scopes.size === 0 || !hasVerify(this)) return original.apply(this, args);
      return runAsSetup(state, () => original.apply(this, args));
    };
  }

  /** Makes the method that takes the place of `Pool.prototype._promiseTry`, by which the pool runs its `onConnect` hook. */
  wrapPromiseTry(original: Method): Method {
    const { state } = this;
    return function _promiseTry(this: unknown, ...args) {
      return state.scopes.size === 0 ? original.apply(this, args) : runAsSetup(state, () => original.apply(this, args));
    };
  }

  /** Makes the method that takes the place of `Pool.prototype._release`, by which every connection goes back. */
  wrapRelease(original: Method): Method {
    const { connections } = this;
    return function _release(this: unknown, ...args) {
      const [client] = args;
      // Before the pool gives it to whoever waits.
      if (typeof client === 'object' && client !== null) connections.known(client)?.noteReleased();
      return original.apply(this, args);
    };
  }

  #send(original: Method, pooled: PooledCall, args: unknown[]): unknown {
    const { state } = this;
    const { pool, context } = pooled;
    const bound = args.some(isMethod)
      ? args.map((argument) => (isMethod(argument) ? bindToContext(state, context, argument) : argument))
      : args;
    if (!this.#hasOwnConnect(pool)) return original.apply(this.#askingFor(pooled), bound);
    const outer = this.#asking;
    this.#asking = pooled;
    try {
      return original.apply(pool, bound);
    } finally {
      this.#asking = outer;
    }
  }

  #hasOwnConnect(pool: object): boolean {
    const { connect } = pool as { readonly connect?: unknown };
    return connect === this.#lastConnect || (isMethod(connect) && this.#connects.has(connect));
  }

  /**
   * Makes a pool that is another one but for how it asks for a connection: a `connect` that a subclass or another tool put
   * in the place of the pool's own may do so at any later time.
   */
  #askingFor(pooled: PooledCall): object {
    const { pool } = pooled;
    const connect = (callback: unknown, ...others: unknown[]): unknown =>
      Reflect.apply(Reflect.get(pool, 'connect') as Method, pool, [
        isMethod(callback) ? this.#dispatching(pooled, this.#claiming(callback)) : callback,
        ...others,
      ]);
    return Object.create(pool, { connect: { value: connect } }) as object;
  }

  /** Notes that what the pool's own `connect` is giving, to whoever wraps it, is for a query. */
  #claiming(callback: Method): Method {
    const { connections } = this;
    return function claim(this: unknown, ...args) {
      if (connections.giving !== undefined) connections.giving.isOfQuery = true;
      return callback.apply(this, args);
    };
  }

  #dispatching(pooled: PooledCall, callback: Method): Method {
    const { state, connections, clients } = this;
    return function dispatch(this: unknown, ...args) {
      const [error, client] = args;
      if (typeof client !== 'object' || client === null) {
        pooled.query.failToConnect(error);
        return callback.apply(this, args);
      }
      connections.of(client).notePooled(pooled);
      const outer = connections.dispatching;
      connections.dispatching = pooled;
      try {
        // A `query` of the application's or of another tool may send more than it was given.
        if (clients.isPlain(client)) return callback.apply(this, args);
        return bindToContext(state, pooled.context, callback).apply(this, args);
      } finally {
        connections.dispatching = outer;
      }
    };
  }

  /** Notes that a connection is asked for, and answers how to note what the pool gave. */
  #noteCheckout(context: QueryContext | undefined, top: StackTop, poolHadRoom: boolean): NoteGiven {
    const { state, connections } = this;
    const scope = context?.scope;
    const isWorthLooking = scope !== undefined && (state.lineLost || connections.isEarly(scope));
    const checkout = new Checkout(
      scope,
      isWorthLooking ? { site: findCaller(state.callSites, takeStack(top, wholeStack), top) } : undefined,
      poolHadRoom,
    );
    tellScopes(state.scopes, scope, tellOfCheckout, checkout);
    return (client) => {
      if (typeof client === 'object' && client !== null) connections.of(client).noteTaken(checkout);
      else checkout.endedWaitAtMs = now();
      return checkout;
    };
  }
}

function tellOfCheckout(scope: QueryScope, attribution: Attribution, checkout: Checkout): void {
  scope.receiveCheckout?.(checkout, attribution);
}

/** Whether a pool has a connection for one more, or may open it, by the counts that it publishes. */
function hasRoom(pool: unknown): boolean {
  const max = propertyOf(propertyOf(pool, 'options'), 'max');
  const [total, idle, waiting] = [
    propertyOf(pool, 'totalCount'),
    propertyOf(pool, 'idleCount'),
    propertyOf(pool, 'waitingCount'),
  ];
  if (typeof max !== 'number' || typeof total !== 'number') return false;
  return typeof idle === 'number' && typeof waiting === 'number' && idle + max - total > waiting;
}

function hasVerify(pool: unknown): boolean {
  return isMethod(propertyOf(propertyOf(pool, 'options'), 'verify'));
}

function runAsSetup(state: InterceptorState, run: () => unknown): unknown {
  return state.storage.run({ scope: state.storage.getStore()?.scope, setup: true }, run);
}

function giving(connections: Connections, note: NoteGiven, callback: Method): Method {
  return function (this: unknown, ...args) {
    const outer = connections.giving;
    connections.giving = note(args[1]);
    try {
      return callback.apply(this, args);
    } finally {
      connections.giving = outer;
    }
  };
}

// Another promise, and no handler on the driver's: that would hide a rejection that nobody handles.
async function passOn(taken: Promise<unknown>, note: NoteGiven): Promise<unknown> {
  let client: unknown;
  try {
    client = await taken;
  } finally {
    note(client);
  }
  return client;
}
