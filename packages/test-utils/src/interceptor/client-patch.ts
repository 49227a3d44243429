import { locateLate } from './call-origin.js';
import type { Checkouts } from './checkouts.js';
import { isMethod, isSubmittable, type DriverClient, type Method, type Submittable } from './driver.js';
import type { EmitterHook } from './emitter-hook.js';
import type { InterceptorState } from './interceptor-state.js';
import { bindToContext, type PooledCall, type QueryContext } from './query-context.js';
import { followQuery } from './query-lifecycle.js';
import { recordCall, textOf, traceCall } from './record-call.js';
import { refusalOf, refuseOfClient } from './refusal.js';
import type { SentQuery } from './sent-query.js';
import { overrideHidden, overrideInner } from './submittable-override.js';
import type { Transactions } from './transactions.js';

/** One call of `client.query` that somebody is told of. */
interface Call {
  readonly client: DriverClient;
  readonly args: unknown[];
  readonly query: SentQuery;
  /** Context of the application, to which callbacks and events return. */
  readonly context: QueryContext | undefined;
  /** Whether the callback is the pool's, which binds those that it calls itself. */
  readonly isPooled: boolean;
}

/** Watches `Client.prototype.query`, through which every query of every API of pg goes. */
export class ClientPatch {
  constructor(
    private readonly state: InterceptorState,
    private readonly hook: EmitterHook,
    private readonly transactions: Transactions,
    private readonly checkouts: Checkouts,
  ) {}

  /** Makes the method that takes the place of `original`. */
  wrapQuery(original: Method): Method {
    const { state } = this;
    const begin = this.#begin.bind(this);
    const send = this.#send.bind(this);
    return function query(this: unknown, ...args) {
      if (state.scopes.size === 0 || args[0] === undefined || args[0] === null) return original.apply(this, args);
      const call = begin(this as DriverClient, args);
      if (call.isPooled) return send(original, call);
      traceCall(state, call.query, query);
      const refusal = refusalOf(state, call.context, call.query, query);
      return refusal === undefined ? send(original, call) : refuseOfClient(this, args, refusal);
    };
  }

  #begin(client: DriverClient, args: unknown[]): Call {
    const context = this.state.storage.getStore();
    const pooled = dispatchedFromPool(context, args[0]);
    const query = pooled?.query ?? recordCall(this.state, context, args, client, this.transactions);
    query.driver = client.connection === undefined && client.native !== undefined ? 'pg-native' : 'pg';
    this.transactions.note(client, query);
    if (pooled === undefined) {
      query.checkoutOrigin = this.checkouts.originOf(client, context?.scope);
      return { client, args, query, context, isPooled: false };
    }
    query.text = textOf(args[0], client);
    return { client, args, query, context: pooled.callerContext, isPooled: true };
  }

  #send(original: Method, call: Call): unknown {
    const [config] = call.args;
    if (isSubmittable(config)) {
      this.#followSubmittable(config, call);
      return this.#settle(apply(original, call), config, call);
    }
    const outer = this.hook.expected;
    let submittable: Submittable | undefined;
    // The driver builds its own query object, an emitter, during the call; nothing hands it out.
    this.hook.expected = (emitter) => {
      if (!isSubmittable(emitter)) return false;
      submittable = emitter;
      followQuery(emitter, call, this.transactions, overrideInner, hasRowLimit(config));
      return true;
    };
    try {
      return this.#settle(apply(original, call), submittable, call);
    } finally {
      this.hook.expected = outer;
    }
  }

  #settle(result: unknown, submittable: Submittable | undefined, { query, context, isPooled }: Call): unknown {
    const hasCallback = result === undefined || result === submittable;
    if (submittable !== undefined && hasCallback && !isPooled) this.#bind(submittable, 'callback', context);
    return locateLate(this.state, query.origin, result);
  }

  #followSubmittable(submittable: Submittable, call: Call): void {
    const { context } = call;
    followQuery(submittable, call, this.transactions, overrideHidden, true);
    const { emit, read, close, pipe } = submittable;
    if (isMethod(emit)) overrideHidden(submittable, 'emit', bindToContext(this.state, context, emit));
    if (isMethod(read) && isMethod(close) && !isMethod(pipe)) {
      overrideHidden(submittable, 'read', this.#bindingItsCallback(read));
      overrideHidden(submittable, 'close', this.#bindingItsCallback(close));
    }
  }

  #bindingItsCallback(method: Method): Method {
    const { state } = this;
    return function (this: unknown, ...args) {
      const context = state.storage.getStore();
      return method.apply(
        this,
        args.map((argument) => (isMethod(argument) ? bindToContext(state, context, argument) : argument)),
      );
    };
  }

  #bind(submittable: Submittable, key: string, context: QueryContext | undefined): void {
    const method: unknown = Object.getOwnPropertyDescriptor(submittable, key)?.value;
    if (isMethod(method)) submittable[key] = bindToContext(this.state, context, method);
  }
}

function apply(original: Method, { client, args, query }: Call): unknown {
  try {
    return original.apply(client, args);
  } catch (error) {
    query.end(error);
    throw error;
  }
}

/** The pool passes on the very argument that it was given, in the context of that call. */
function dispatchedFromPool(context: QueryContext | undefined, config: unknown): PooledCall | undefined {
  const pooled = context?.pooled;
  if (pooled === undefined || pooled.dispatched || pooled.config !== config) return undefined;
  pooled.dispatched = true;
  return pooled;
}

function hasRowLimit(config: unknown): boolean {
  return typeof config === 'object' && config !== null && 'rows' in config;
}
