import { locateLate } from './call-origin.js';
import type { Connection, Connections, PooledCall } from './connections.js';
import { isMethod, isSubmittable, type DriverClient, type Method, type Submittable } from './driver.js';
import type { EmitterHook } from './emitter-hook.js';
import { FollowedQuery } from './followed-query.js';
import type { InterceptorState } from './interceptor-state.js';
import { bindToContext, type QueryContext } from './query-context.js';
import { followBatches, followObject, linkQuery, unlinkQuery } from './query-lifecycle.js';
import { recordCall, textOf, traceCall } from './record-call.js';
import { refusalOf, refuseOfClient } from './refusal.js';
import { RunningList } from './running-list.js';
import { overrideHidden, overrideInner } from './submittable-override.js';
import type { Transactions } from './transactions.js';

/** Watches `Client.prototype.query`, through which every query of every API of pg goes. */
export class ClientPatch {
  /** What takes the place of `query` in all clients. */
  readonly #queries = new WeakSet<object>();
  /** The last of them: mostly there is one. */
  #lastQuery: Method | undefined;
  /** Queries that are followed by the methods of their prototype and have not ended. */
  readonly #running = new RunningList<FollowedQuery>();

  constructor(
    private readonly state: InterceptorState,
    private readonly hook: EmitterHook<FollowedQuery>,
    private readonly transactions: Transactions,
    private readonly connections: Connections,
  ) {}

  /** Makes the method that takes the place of `original`. */
  wrapQuery(original: Method): Method {
    const { state, connections } = this;
    const begin = this.#begin.bind(this);
    const send = this.#send.bind(this);
    const query: Method = function query(this: unknown, ...args) {
      // A query of a pool may have waited for its connection until after the capture.
      const isAlone = state.scopes.size === 0 && connections.dispatching === undefined;
      if (isAlone || args[0] === undefined || args[0] === null) return original.apply(this, args);
      const followed = begin(this as DriverClient, args);
      if (followed.isPooled) return send(original, args, followed);
      traceCall(state, followed.query, query);
      const refusal = state.guards === 0 ? undefined : refusalOf(state, followed.context, followed.query, query);
      return refusal === undefined ? send(original, args, followed) : refuseOfClient(this, args, refusal);
    };
    this.#queries.add(query);
    this.#lastQuery = query;
    return query;
  }

  /** Whether a client sends its queries by the method that was put in the place of the driver's, and by no other. */
  isPlain(client: object): boolean {
    const { query } = client as { readonly query?: unknown };
    return query === this.#lastQuery || (isMethod(query) && this.#queries.has(query));
  }

  /**
   * Follows the query object that the driver has built for a query.
   *
   * @param isWatched - Whether its prototype is.
   */
  follow(submittable: Submittable, followed: FollowedQuery, isWatched: boolean): void {
    followed.submittable = submittable;
    if (!isWatched) {
      followObject(submittable, followed, overrideInner);
      return;
    }
    linkQuery(submittable, followed);
    this.#running.add(followed);
  }

  /** Goes on with the queries that have not ended, when prototypes are not watched any more. */
  letGo(): void {
    for (const followed of this.#running.drain()) {
      if (followed.submittable !== undefined) unlinkQuery(followed.submittable, followed, overrideInner);
    }
  }

  #begin(client: DriverClient, args: readonly unknown[]): FollowedQuery {
    const { connections, transactions } = this;
    const [config] = args;
    const connection = connections.of(client);
    const pooled = connections.takePooled(connection, config);
    const followed =
      pooled === undefined ? this.#beginOwn(client, connection, args) : this.#beginPooled(client, pooled, config);
    if (client.connection === undefined && client.native !== undefined) followed.query.driver = 'pg-native';
    transactions.note(client, followed.query);
    return followed;
  }

  #beginOwn(client: DriverClient, connection: Connection, args: readonly unknown[]): FollowedQuery {
    const { state, transactions } = this;
    const context = state.storage.getStore();
    const query = recordCall(state, context, args, client, transactions);
    connection.noteQuery(query, context?.scope);
    return new FollowedQuery(query, client, context, false, transactions, this.#running);
  }

  #beginPooled(client: DriverClient, { query, context }: PooledCall, config: unknown): FollowedQuery {
    query.text = textOf(config, client);
    return new FollowedQuery(query, client, context, true, this.transactions, this.#running);
  }

  #send(original: Method, args: unknown[], followed: FollowedQuery): unknown {
    const { hook } = this;
    const [config] = args;
    if (isSubmittable(config)) {
      this.#followSubmittable(config, followed);
      return this.#settle(apply(original, args, followed), followed);
    }
    const outer = hook.expected;
    // The driver builds its own query object, an emitter, during the call; nothing hands it out.
    hook.expected = followed;
    try {
      return this.#settle(apply(original, args, followed), followed);
    } finally {
      hook.expected = outer;
      const { submittable } = followed;
      if (submittable !== undefined && hasRowLimit(config)) followBatches(submittable, followed, overrideInner);
    }
  }

  #settle(result: unknown, { query, context, submittable, isPooled }: FollowedQuery): unknown {
    const hasCallback = result === undefined || result === submittable;
    if (hasCallback && submittable !== undefined && !isPooled) this.#bind(submittable, 'callback', context);
    return query.origin === undefined ? result : locateLate(this.state, query.origin, result);
  }

  #followSubmittable(submittable: Submittable, followed: FollowedQuery): void {
    const { context } = followed;
    followed.submittable = submittable;
    followObject(submittable, followed, overrideHidden);
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

function apply(original: Method, args: unknown[], { client, query }: FollowedQuery): unknown {
  try {
    return original.apply(client, args);
  } catch (error) {
    query.end(error);
    throw error;
  }
}

function hasRowLimit(config: unknown): boolean {
  return typeof config === 'object' && config !== null && 'rows' in config;
}
