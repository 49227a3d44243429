import { types } from 'node:util';
import { locateAtSettlement } from './call-origin.js';
import { isMethod, isSubmittable, type DriverClient, type Method, type Submittable } from './driver.js';
import type { EmitterHook } from './emitter-hook.js';
import type { InterceptorState } from './interceptor-state.js';
import { bindToContext, type PooledCall, type QueryContext } from './query-context.js';
import { QueryLifecycle } from './query-lifecycle.js';
import { recordCall, textOf } from './record-call.js';
import type { SentQuery } from './sent-query.js';
import { overrideHidden, overrideInner } from './submittable-override.js';
import type { Transactions } from './transactions.js';

/** One call of `client.query` that somebody is told of. */
interface Call {
  readonly client: DriverClient;
  readonly args: readonly unknown[];
  readonly query: SentQuery;
  /** Context of the application, to which callbacks and events return. */
  readonly context: QueryContext | undefined;
}

/** Watches `Client.prototype.query`, through which every query of every API of pg goes. */
export class ClientPatch {
  readonly #transactions: Transactions;

  constructor(
    private readonly state: InterceptorState,
    private readonly hook: EmitterHook,
    transactions: Transactions,
  ) {
    this.#transactions = transactions;
  }

  /** Makes the method that takes the place of `original`. */
  wrapQuery(original: Method): Method {
    const { state } = this;
    const observe = this.#observe.bind(this);
    return function query(this: unknown, ...args) {
      if (state.scopes.size === 0 || args[0] === undefined || args[0] === null) return original.apply(this, args);
      return observe(original, this as DriverClient, args, query);
    };
  }

  #observe(original: Method, client: DriverClient, args: unknown[], top: Method): unknown {
    const { state } = this;
    const context = state.storage.getStore();
    const pooled = dispatchedFromPool(context, args[0]);
    const query = pooled?.query ?? recordCall(state, context, args, top, client);
    query.driver = client.connection === undefined && client.native !== undefined ? 'pg-native' : 'pg';
    if (pooled !== undefined) query.text = textOf(args[0], client);
    this.#transactions.note(client, query);
    return this.#send(original, {
      client,
      args,
      query,
      context: pooled === undefined ? context : pooled.callerContext,
    });
  }

  #send(original: Method, call: Call): unknown {
    const [config] = call.args;
    let submittable: Submittable | undefined;
    if (isSubmittable(config)) {
      submittable = config;
      this.#followSubmittable(config, call);
    }
    const outer = this.hook.expected;
    // The driver builds its own query object, an emitter, during the call; nothing hands it out.
    this.hook.expected = (emitter) => {
      if (submittable !== undefined || !isSubmittable(emitter)) return false;
      submittable = emitter;
      new QueryLifecycle(call.query, call.client, this.#transactions, overrideInner).follow(
        emitter,
        hasRowLimit(config),
      );
      return true;
    };
    let result: unknown;
    try {
      result = original.apply(call.client, call.args as unknown[]);
    } catch (error) {
      call.query.end(error);
      throw error;
    } finally {
      this.hook.expected = outer;
    }
    return this.#settle(result, submittable, call);
  }

  #settle(result: unknown, submittable: Submittable | undefined, { query, context }: Call): unknown {
    if (isPromise(result)) {
      return query.origin !== undefined && query.origin.site === undefined
        ? locateAtSettlement(this.state.callSites, query.origin, result)
        : result;
    }
    if (submittable !== undefined) this.#bind(submittable, 'callback', context);
    return result;
  }

  #followSubmittable(submittable: Submittable, { query, client, context }: Call): void {
    new QueryLifecycle(query, client, this.#transactions, overrideHidden).follow(submittable, true);
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

/** Promises of another library, that the user told pg to use, are left alone. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value) && value.constructor === Promise;
}
