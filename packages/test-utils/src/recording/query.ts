/** What a statement does; `other` is everything that is neither a read nor a plain write (DDL, LISTEN, COPY, CALL …). */
export type QueryKind = 'select' | 'insert' | 'update' | 'delete' | 'copy' | 'other';

/**
 * Why a query is not part of a count by default: the ORM or the pool sent it when a connection was opened (`setup`), or it
 * only opens and closes a transaction (`transaction`).
 */
export type Uncounted = 'setup' | 'transaction';

/** The first line of the application that led to a query, after source maps. */
export interface CallSite {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly functionName: string | undefined;
}

/** How a query was given to the capture that holds it. */
export type Attribution =
  /** It ran in the asynchronous context of the capture's action. */
  | 'scope'
  /** It had no context of a capture, and this one was the only one open and had never overlapped another. */
  | 'adopted';

/** One call of the driver's `query` that was sent, as a capture reports it. */
export interface Query {
  /** The text as sent; the statement's name where a named statement was re-sent without its text. */
  readonly sql: string;
  /** SQL text with literals, placeholders and list lengths taken out. */
  readonly shape: string;
  readonly kind: QueryKind;
  /** Tables the statements read or write, in order of appearance, lower case unless quoted. */
  readonly tables: readonly string[];
  /** Present only where the capture was asked for values. */
  readonly values: readonly unknown[] | undefined;
  /** Statements in the text: a simple query can hold several. */
  readonly statements: number;
  /** Rows by the command tags, summed over statements and cursor reads; undefined while running or where none came. */
  readonly rows: number | undefined;
  /** Milliseconds from the call to the end of the last result; undefined where it has not ended. */
  readonly durationMs: number | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly startedAtMs: number;
  /** Undefined where none could be found. */
  readonly callSite: CallSite | undefined;
  /** True where the connection was inside a transaction block when the query was sent. */
  readonly transaction: boolean;
  readonly driver: 'pg' | 'pg-native';
  /** What the server or the driver raised. */
  readonly error: Error | undefined;
  /** Undefined for a query that counts. */
  readonly uncounted: Uncounted | undefined;
  readonly attribution: Attribution;
}
