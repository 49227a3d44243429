import type { SentQuery } from '../interceptor/sent-query.js';
import { CapturedQuery } from './captured-query.js';
import type { CaptureScope, Reception } from './capture-scope.js';
import { connectionPeakOf, type ConnectionPeak } from './connection-peak.js';
import { mostConnectionsHeld } from './connections-held.js';
import { groupBy } from './group-by.js';
import type { Query, QueryKind } from './query.js';

/** The queries that a capture holds, by several criteria. Lists are in the order of the calls. */
export class RecordedQueries {
  readonly #scope: CaptureScope;
  /** Milliseconds from the start of the action until it settled. */
  readonly durationMs: number;
  /** Whether a copy of node-postgres had been found by the end. Where none was, nothing could be counted. */
  readonly driverSeen: boolean;
  readonly #received: readonly CapturedQuery[];
  /** Those of the action, whether they count or not. */
  readonly #own: readonly SentQuery[];

  constructor(scope: CaptureScope, durationMs: number, driverSeen: boolean) {
    this.#scope = scope;
    this.durationMs = durationMs;
    this.driverSeen = driverSeen;
    const receptions = scope.takeReceived();
    this.#received = receptions.map((reception) => this.#view(reception));
    this.#own = receptions.filter(isOwn).map(({ query }) => query);
  }

  /** Queries that count: those of the action, without {@link uncounted} and {@link unattributed}. */
  get queries(): readonly Query[] {
    return this.#counted();
  }

  /** Queries that don't count, each with its reason in `uncounted`. */
  get uncounted(): readonly Query[] {
    return this.#received.filter((query) => query.uncounted !== undefined);
  }

  /**
   * Queries that this capture or another one, open at the same time, could have caused, and for a strict capture those
   * that the action itself did not send. They are in no count: a count that could depend on them can't be trusted. What would
   * not count anyway is not among them.
   */
  get unattributed(): readonly Query[] {
    return this.#received.filter((query) => !isAttributed(query) && query.uncounted === undefined);
  }

  /** Those of {@link queries} that came without the action's context and were taken for its own. */
  get adopted(): readonly Query[] {
    return this.#counted().filter((query) => query.attribution === 'adopted');
  }

  /** Queries that the action's context sent after the action had settled, while another capture was open; it grows. */
  get late(): readonly Query[] {
    return this.#scope.late.map((query) => this.#view({ query, attribution: 'scope' }));
  }

  /** {@link queries} by shape. */
  get byShape(): ReadonlyMap<string, readonly Query[]> {
    return groupBy(this.queries, ({ shape }) => shape);
  }

  /** {@link queries} by kind. */
  get byKind(): ReadonlyMap<QueryKind, readonly Query[]> {
    return groupBy(this.queries, ({ kind }) => kind);
  }

  /** {@link queries} by table; a query of several tables is in several groups. */
  get byTable(): ReadonlyMap<string, readonly Query[]> {
    const uses = this.queries.flatMap((query) => query.tables.map((table) => ({ table, query })));
    const groups = groupBy(uses, ({ table }) => table);
    return new Map([...groups].map(([table, group]) => [table, group.map(({ query }) => query)]));
  }

  /** Statements of all queries: one each, and more where a text holds several. */
  get statements(): number {
    return this.#counted().reduce((sum, query) => sum + query.statements, 0);
  }

  /** Answers of the server that the queries waited for: one each, and one per batch for cursors and streams. */
  get roundTrips(): number {
    return this.#counted().reduce((sum, query) => sum + query.roundTrips, 0);
  }

  /** Rows of all queries that have ended and named a number. */
  get rows(): number {
    return this.queries.reduce((sum, query) => sum + (query.rows ?? 0), 0);
  }

  /**
   * The most connections that the queries held at the same time.
   *
   * One counts from when a pool of `pg` is asked for it, be it still to be opened; who waits because all are taken holds none.
   * One that `pool.connect` of `pg` gave is held until it is released, also while nothing runs on it. Any other one, be it
   * `pool.query`'s, a client without a pool or one of an ORM's own pool (Knex, Sequelize), is held while a query of the capture
   * runs on it, and between two of which the later is in a transaction: for how long such a pool lends it can't be known.
   */
  get connections(): number {
    return mostConnectionsHeld(this.#own, this.#scope.checkouts);
  }

  /** Which connections the queries held when they held the most. */
  get connectionPeak(): ConnectionPeak {
    return connectionPeakOf(this.#own, this.#scope.checkouts);
  }

  /**
   * Milliseconds that was waited for connections of pools of `pg`, by all queries and by calls of `pool.connect`, with the
   * time to open connections. Waits side by side add up. How long the pool of an ORM (Knex, Sequelize) had somebody wait can't
   * be known.
   */
  get poolWaitMs(): number {
    const ofQueries = this.#own.reduce((sum, { viaPool, waitedMs = 0 }) => sum + (viaPool ? waitedMs : 0), 0);
    return this.#scope.checkouts.reduce((sum, { isOfQuery, waitMs = 0 }) => sum + (isOfQuery ? 0 : waitMs), ofQueries);
  }

  #counted(): readonly CapturedQuery[] {
    return this.#received.filter((query) => isAttributed(query) && query.uncounted === undefined);
  }

  #view({ query, attribution }: Reception): CapturedQuery {
    const { keepsValues, openedAt } = this.#scope;
    return new CapturedQuery(query, attribution, keepsValues, openedAt);
  }
}

function isAttributed({ attribution }: Pick<Query, 'attribution'>): boolean {
  return attribution !== 'ambiguous' && attribution !== 'outside';
}

function isOwn({ attribution }: Reception): boolean {
  return attribution !== 'ignored' && isAttributed({ attribution });
}
