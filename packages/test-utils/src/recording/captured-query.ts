import { inspect } from 'node:util';
import type { RawCallSite } from '../interceptor/call-origin.js';
import type { SentQuery } from '../interceptor/sent-query.js';
import { resolveCallSite } from './call-site.js';
import type { Attribution, CallSite, Query, QueryKind, Uncounted } from './query.js';
import { describeSql } from './sql-description.js';

/** A query as one capture sees it: what is not known at the call (rows, duration, error) shows as soon as it is. */
export class CapturedQuery implements Query {
  readonly #query: SentQuery;
  readonly #keepsValues: boolean;
  readonly #openedAt: RawCallSite | undefined;
  readonly attribution: Attribution;

  /**
   * @param keepsValues - Of the capture: another one that holds the same query may have been asked for its values.
   * @param openedAt - The line that ran the action of the capture.
   */
  constructor(query: SentQuery, attribution: Attribution, keepsValues: boolean, openedAt?: RawCallSite) {
    this.#query = query;
    this.#keepsValues = keepsValues;
    this.#openedAt = openedAt;
    this.attribution = attribution;
  }

  get sql(): string {
    return this.#query.text;
  }

  get shape(): string {
    return describeSql(this.sql).shape;
  }

  get kind(): QueryKind {
    return describeSql(this.sql).kind;
  }

  get tables(): readonly string[] {
    return describeSql(this.sql).tables;
  }

  get statements(): number {
    return describeSql(this.sql).statements;
  }

  get values(): readonly unknown[] | undefined {
    return this.#keepsValues ? this.#query.values : undefined;
  }

  get rows(): number | undefined {
    return this.#query.endedAtMs === undefined ? undefined : this.#query.rows;
  }

  get columns(): number | undefined {
    return this.#query.details?.columns;
  }

  /** The client that sent it, where the capture kept that. */
  get client(): object | undefined {
    return this.#query.details?.client;
  }

  get durationMs(): number | undefined {
    const { startedAtMs, endedAtMs } = this.#query;
    return endedAtMs === undefined ? undefined : endedAtMs - startedAtMs;
  }

  get startedAtMs(): number {
    return this.#query.startedAtMs;
  }

  get poolWaitMs(): number | undefined {
    return this.#query.waitedMs;
  }

  get callSite(): CallSite | undefined {
    const { origin } = this.#query;
    if (origin === undefined) return undefined;
    return origin.site === undefined ? this.#secondBestSite() : resolveCallSite(origin.site);
  }

  #secondBestSite(): CallSite | undefined {
    const { transactionOrigin, checkoutOrigin, inTransaction } = this.#query;
    if (inTransaction === true && transactionOrigin?.site !== undefined) {
      return { ...resolveCallSite(transactionOrigin.site), fallback: 'transaction' };
    }
    if (checkoutOrigin?.site !== undefined) {
      return { ...resolveCallSite(checkoutOrigin.site), fallback: 'connection' };
    }
    return this.#openedAt === undefined ? undefined : { ...resolveCallSite(this.#openedAt), fallback: 'capture' };
  }

  get transaction(): boolean | undefined {
    return this.#query.inTransaction;
  }

  get driver(): 'pg' | 'pg-native' {
    return this.#query.driver;
  }

  get error(): Error | undefined {
    return this.#query.error;
  }

  get uncounted(): Uncounted | undefined {
    if (this.attribution === 'ignored') return 'ignored';
    if (this.#query.isUnsent) return 'unsent';
    return this.#query.setup ? 'setup' : describeSql(this.sql).control;
  }

  get roundTrips(): number {
    return this.#query.suspensions + 1;
  }

  /** Answers all figures as plain data. */
  toJSON(): Query {
    const {
      sql,
      shape,
      kind,
      tables,
      values,
      statements,
      roundTrips,
      rows,
      columns,
      durationMs,
      startedAtMs,
      poolWaitMs,
    } = this;
    const { callSite, transaction, driver, error, uncounted, attribution } = this;
    return {
      ...{
        sql,
        shape,
        kind,
        tables,
        values,
        statements,
        roundTrips,
        rows,
        columns,
        durationMs,
        startedAtMs,
        poolWaitMs,
      },
      ...{ callSite, transaction, driver, error, uncounted, attribution },
    };
  }

  [inspect.custom](): Query {
    return this.toJSON();
  }
}
