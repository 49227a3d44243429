import type { CallOrigin } from './call-origin.js';
import type { QueryContext } from './query-context.js';
import type { QueryScope } from './query-scope.js';
import type { SentQuery } from './sent-query.js';
import { now } from './real-time.js';

/** How many connections of a scope are looked at before anything is known of its queries. */
const mostEarly = 8;

/** A call of `pool.query` on its way to a connection. */
export interface PooledCall {
  readonly pool: object;
  /** First argument, by which the pool's own call of `client.query` is recognised. */
  readonly config: unknown;
  readonly query: SentQuery;
  /** Context of the caller. */
  readonly context: QueryContext | undefined;
}

/** A connection that was taken out of its pool, by `pool.connect`. */
export class Checkout {
  /** In whose context it was asked for. */
  readonly scope: QueryScope | undefined;
  /** Where it was asked for: second best for a query that has no line of its own. Undefined where nobody looked. */
  readonly origin: CallOrigin | undefined;
  /** Milliseconds of `performance.now()` when it was asked for. */
  readonly requestedAtMs = now();
  /** Milliseconds of `performance.now()` when the pool gave it, or an error in its place; undefined before. */
  endedWaitAtMs: number | undefined;
  /** Milliseconds of `performance.now()` when it was given back, undefined before. */
  releasedAtMs: number | undefined;
  /** Undefined while the pool has given none. */
  connection: Connection | undefined;
  /** True where it serves a `pool.query`, which tells its own time. */
  isOfQuery = false;
  /** True once a query has been told how long was waited for its connection. */
  isTold = false;

  /** True where the pool had one for it, or room to open one, when it was asked for. */
  readonly poolHadRoom: boolean;

  constructor(scope: QueryScope | undefined, origin: CallOrigin | undefined, poolHadRoom: boolean) {
    this.scope = scope;
    this.origin = origin;
    this.poolHadRoom = poolHadRoom;
  }

  /** Milliseconds of `performance.now()` from which it takes up a connection, be that still to be opened. Waiting is not holding. */
  get holdsFromMs(): number {
    return this.poolHadRoom ? this.requestedAtMs : (this.endedWaitAtMs ?? this.requestedAtMs);
  }

  /** Milliseconds from the request to the pool's answer, undefined before. */
  get waitMs(): number | undefined {
    return this.endedWaitAtMs === undefined ? undefined : this.endedWaitAtMs - this.requestedAtMs;
  }
}

/** What is remembered of one client. Queries hold on to it, and it does not hold on to the client. */
export class Connection {
  /** The call of `pool.query` for which the pool took it last, until the pool sends that. */
  pooled: PooledCall | undefined;
  /** By which it was taken last, given back or not. */
  checkout: Checkout | undefined;

  /** Notes a query of the application on it. */
  noteQuery(query: SentQuery, scope: QueryScope | undefined): void {
    const { checkout } = this;
    query.connection = this;
    if (checkout === undefined || checkout.releasedAtMs !== undefined || checkout.scope !== scope) return;
    query.checkoutOrigin = checkout.origin;
    if (checkout.isTold) return;
    checkout.isTold = true;
    query.waitedMs = checkout.waitMs;
  }

  /** Notes that a pool gave it for a `pool.query`. */
  notePooled(pooled: PooledCall): void {
    const { query } = pooled;
    this.pooled = pooled;
    query.connectedAtMs = now();
    query.waitedMs = query.connectedAtMs - query.startedAtMs;
  }

  /** Notes that a pool gave it. */
  noteTaken(checkout: Checkout): void {
    checkout.endedWaitAtMs = now();
    checkout.connection = this;
    this.checkout = checkout;
  }

  /** Notes that it goes back to its pool. */
  noteReleased(): void {
    this.pooled = undefined;
    if (this.checkout !== undefined) this.checkout.releasedAtMs ??= now();
  }
}

/** Remembers clients, whatever copy of pg they are of. */
export class Connections {
  /** How many were taken in a scope, up to as many as are looked at early. */
  readonly #early = new WeakMap<QueryScope, number>();
  /** The call of `pool.query` whose pool has just been given a connection, and is about to send it. */
  dispatching: PooledCall | undefined;
  /** What a pool has just given to whoever asked by `connect`, while that is told. */
  giving: Checkout | undefined;
  readonly #byClient = new WeakMap<object, Connection>();

  /** Answers whether a scope has taken so few connections that it is worth the time to look where from. */
  isEarly(scope: QueryScope): boolean {
    const looked = this.#early.get(scope) ?? 0;
    if (looked === mostEarly) return false;
    this.#early.set(scope, looked + 1);
    return true;
  }

  /** Answers what is remembered of a client, if anything is. */
  known(client: object): Connection | undefined {
    return this.#byClient.get(client);
  }

  /**
   * Answers the call of `pool.query` that a call of `client.query` carries out, once. A client may have been put in the place
   * of the one that its pool gave, and may send later than it was asked to.
   */
  takePooled(connection: Connection, config: unknown): PooledCall | undefined {
    const pooled = connection.pooled ?? this.dispatching;
    // The pool passes on the very argument that it was given.
    if (pooled === undefined || pooled.config !== config) return undefined;
    this.dispatching = undefined;
    pooled.query.connection = connection;
    connection.pooled = undefined;
    const { checkout } = connection;
    // The same, where that tool takes its time before it passes the client on.
    if (checkout?.releasedAtMs === undefined && checkout?.isTold === false) checkout.isOfQuery = true;
    return pooled;
  }

  /** Answers what is remembered of a client. */
  of(client: object): Connection {
    let connection = this.#byClient.get(client);
    if (connection === undefined) {
      connection = new Connection();
      this.#byClient.set(client, connection);
    }
    return connection;
  }
}
