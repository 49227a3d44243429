import type { CallOrigin } from './call-origin.js';
import { sqlFactsOf, type SqlFacts } from './sql-facts.js';
import type { Connection } from './connections.js';
import { now } from './real-time.js';

/** What costs time to note or memory to keep. */
export interface QueryDetails {
  /** Columns of its widest result. */
  columns: number | undefined;
  /** The client that sent it. */
  client: object | undefined;
}

/** What is known of one call of the driver's `query`; filled in while the query runs. */
export class SentQuery {
  /** Of the {@link text}. */
  facts: SqlFacts;
  /** A copy, only where a scope keeps values. */
  values: readonly unknown[] | undefined;
  driver: 'pg' | 'pg-native' = 'pg';
  /** Milliseconds of `performance.now()` at the call. */
  readonly startedAtMs: number;
  /** Milliseconds of `performance.now()` at the end of the last result, undefined before. */
  endedAtMs: number | undefined;
  /** True once the driver handed it to the connection. */
  submitted = false;
  /** True where an ORM or a pool sent it because a connection was opened. */
  setup: boolean;
  /** Rows by the command tags; those received where a cursor fetched in batches. */
  rows: number | undefined;
  /** Answers of the server that ended a batch of rows before the last. */
  suspensions = 0;
  /** Whether the connection was in a transaction block, undefined while unknown. */
  inTransaction: boolean | undefined;
  error: Error | undefined;
  /** Present where a scope wants to know more of it. */
  details: QueryDetails | undefined;
  /** True where its context is only that of the first of several callers. */
  isMerged = false;
  /** Where the application sent it; undefined where nobody asked. */
  origin: CallOrigin | undefined;
  /** Where the transaction that it runs in was begun: second best where it has no line of its own. */
  transactionOrigin: CallOrigin | undefined;
  /** Where its connection was taken from the pool: second best outside of transactions. */
  checkoutOrigin: CallOrigin | undefined;
  /** On which it runs; undefined while a pool has given none. */
  connection: Connection | undefined;
  /** True where it was given to a pool, not to a client. */
  viaPool = false;
  /** True where its pool had a connection for it, or room to open one, when it was given to the pool. */
  poolHadRoom = false;
  /** Milliseconds of `performance.now()` when a pool gave it a connection; undefined before, and where it was sent on one. */
  connectedAtMs: number | undefined;
  /** Milliseconds that were waited for its connection; undefined where none were, or while it waits. */
  waitedMs: number | undefined;

  constructor(text: string, setup: boolean) {
    this.facts = sqlFactsOf(text);
    this.setup = setup;
    this.startedAtMs = now();
  }

  /** SQL as given, the text behind the name of a prepared statement, or else that name. */
  get text(): string {
    return this.facts.text;
  }

  set text(text: string) {
    if (text !== this.facts.text) this.facts = sqlFactsOf(text);
  }

  /** Milliseconds of `performance.now()` from which it takes up a connection, be that still to be opened. Waiting is not holding. */
  get holdsFromMs(): number {
    return this.poolHadRoom ? this.startedAtMs : (this.connectedAtMs ?? this.startedAtMs);
  }

  /** Whether the driver gave it up before a connection had it: a closed client, a queue that timed out. */
  get isUnsent(): boolean {
    return this.error !== undefined && !this.submitted;
  }

  /** Notes rows that a command tag named, if it did. */
  addRows(rows: number | undefined): void {
    if (rows !== undefined) this.rows = (this.rows ?? 0) + rows;
  }

  /** Notes how many columns a result has, where a scope wants to know. */
  noteColumns(columns: number): void {
    if (this.details !== undefined) this.details.columns = Math.max(this.details.columns ?? 0, columns);
  }

  /** Notes that no connection could be had. */
  failToConnect(error: unknown): void {
    this.end(error ?? new Error('No connection.'));
    if (this.endedAtMs !== undefined) this.waitedMs = this.endedAtMs - this.startedAtMs;
  }

  /** Notes the end, once: drivers report an error and the end of the same query. */
  end(error?: unknown): void {
    if (this.endedAtMs !== undefined) return;
    this.endedAtMs = now();
    if (error !== undefined) this.error = asError(error);
  }
}

/** Errors of another realm (Jest, vm) and pg's plain notices stay what they are. */
function asError(value: unknown): Error {
  return typeof value === 'object' && value !== null && 'message' in value
    ? (value as Error)
    : new Error(String(value));
}
