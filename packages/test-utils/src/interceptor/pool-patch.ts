import { findCaller, isNativePromise, locateLate, type StackTop } from './call-origin.js';
import type { Checkouts } from './checkouts.js';
import { isMethod, type Method } from './driver.js';
import type { InterceptorState } from './interceptor-state.js';
import { bindToContext, type PooledCall, type QueryContext } from './query-context.js';
import { recordCall, traceCall } from './record-call.js';
import { refusalOf, refuseOfPool } from './refusal.js';
import type { SentQuery } from './sent-query.js';
import { takeStack, wholeStack } from './stack.js';

/**
 * Watches a pool, so that a query that waits for a connection is recorded when it is asked for, in its caller's context and
 * with its caller's line, and not when and where some other query gives a connection back.
 */
export class PoolPatch {
  constructor(
    private readonly state: InterceptorState,
    private readonly checkouts: Checkouts,
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
      traceCall(state, sent, query);
      const refusal = refusalOf(state, context, sent, query);
      if (refusal !== undefined) return refuseOfPool(this, args, refusal);
      return send(original, this, args, sent, context);
    };
  }

  /** Makes the method that takes the place of `Pool.prototype.connect`. */
  wrapConnect(original: Method): Method {
    const { state } = this;
    const noteCheckout = this.#noteCheckout.bind(this);
    return function connect(this: unknown, ...args) {
      if (state.scopes.size === 0) return original.apply(this, args);
      const [callback, ...others] = args;
      const context = state.storage.getStore();
      const pooled = connectingFor(context, this);
      const note = pooled === undefined ? noteCheckout(context, connect) : undefined;
      if (isMethod(callback)) {
        const settled = pooled === undefined ? noteSuccess(note, callback) : noteFailure(pooled, callback);
        return original.call(this, bindToContext(state, context, settled), ...others);
      }
      const client = original.apply(this, args);
      return note !== undefined && isNativePromise(client) ? passOn(client, note) : client;
    };
  }

  /** Answers how to note which connection was taken here, where that is worth its time. */
  #noteCheckout(context: QueryContext | undefined, top: StackTop): ((client: unknown) => void) | undefined {
    const { state, checkouts } = this;
    const scope = context?.scope;
    if (scope === undefined || !(state.lineLost || checkouts.isEarly(scope))) return undefined;
    const origin = { site: findCaller(state.callSites, takeStack(top, wholeStack), top) };
    return (client) => {
      if (typeof client === 'object' && client !== null) checkouts.note(client, scope, origin);
    };
  }

  /** Makes the method that takes the place of `Pool.prototype.emit`: listeners of `connect` set connections up. */
  wrapEmit(original: Method): Method {
    const { state } = this;
    return function emit(this: unknown, ...args) {
      if (state.scopes.size === 0 || args[0] !== 'connect') return original.apply(this, args);
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

  #send(
    original: Method,
    pool: unknown,
    args: unknown[],
    query: SentQuery,
    callerContext: QueryContext | undefined,
  ): unknown {
    const { state } = this;
    const pooled: PooledCall = { pool, config: args[0], query, callerContext, connecting: false, dispatched: false };
    const context: QueryContext = { scope: callerContext?.scope, setup: callerContext?.setup === true, pooled };
    const bound = args.map((argument) =>
      isMethod(argument) ? bindToContext(state, callerContext, argument) : argument,
    );
    const result = state.storage.run(context, () => original.apply(pool, bound));
    return locateLate(state, query.origin, result);
  }
}

function runAsSetup(state: InterceptorState, run: () => unknown): unknown {
  return state.storage.run({ scope: state.storage.getStore()?.scope, pooled: undefined, setup: true }, run);
}

/** The first request for a connection of this pool is the query's own. */
function connectingFor(context: QueryContext | undefined, pool: unknown): PooledCall | undefined {
  const pooled = context?.pooled;
  if (pooled === undefined || pooled.pool !== pool || pooled.connecting) return undefined;
  pooled.connecting = true;
  return pooled;
}

function noteFailure(pooled: PooledCall, callback: Method): Method {
  return function (this: unknown, ...args) {
    const [error] = args;
    if (error !== undefined && error !== null) pooled.query.end(error);
    return callback.apply(this, args);
  };
}

function noteSuccess(note: ((client: unknown) => void) | undefined, callback: Method): Method {
  if (note === undefined) return callback;
  return function (this: unknown, ...args) {
    note(args[1]);
    return callback.apply(this, args);
  };
}

// Another promise, and no handler on the driver's: that would hide a rejection that nobody handles.
async function passOn(taken: Promise<unknown>, note: (client: unknown) => void): Promise<unknown> {
  const client = await taken;
  note(client);
  return client;
}
