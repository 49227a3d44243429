import type { CallOrigin } from './call-origin.js';

/** What is known of one call of the driver's `query`; filled in while the query runs. */
export class SentQuery {
  /** SQL as given, the text behind the name of a prepared statement, or else that name. */
  text: string;
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
  /** True where its context is only that of the first of several callers. */
  isMerged = false;
  /** Where the application sent it; undefined where nobody asked. */
  readonly origin: CallOrigin | undefined;
  /** Where the transaction that it runs in was begun: second best where it has no line of its own. */
  transactionOrigin: CallOrigin | undefined;
  /** Where its connection was taken from the pool: second best outside of transactions. */
  checkoutOrigin: CallOrigin | undefined;

  constructor(text: string, origin: CallOrigin | undefined, setup: boolean) {
    this.text = text;
    this.origin = origin;
    this.setup = setup;
    this.startedAtMs = performance.now();
  }

  /** Whether the driver gave it up before a connection had it: a closed client, a queue that timed out. */
  get isUnsent(): boolean {
    return this.error !== undefined && !this.submitted;
  }

  /** Notes the end, once: drivers report an error and the end of the same query. */
  end(error?: unknown): void {
    if (this.endedAtMs !== undefined) return;
    this.endedAtMs = performance.now();
    if (error !== undefined) this.error = asError(error);
  }
}

/** Errors of another realm (Jest, vm) and pg's plain notices stay what they are. */
function asError(value: unknown): Error {
  return typeof value === 'object' && value !== null && 'message' in value
    ? (value as Error)
    : new Error(String(value));
}
