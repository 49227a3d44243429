import type { Attribution } from '../interceptor/query-scope.js';

export type { Attribution };

/** What a statement does; `other` is everything that is neither a read nor a plain write (DDL, LISTEN, COPY, CALL …). */
export type QueryKind = 'select' | 'insert' | 'update' | 'delete' | 'copy' | 'other';

/** Why a query is not part of a count by default. */
export type Uncounted =
  /** The ORM or the pool sent it because a connection was opened. */
  | 'setup'
  /** It only opens, closes or configures a transaction or a session. */
  | 'transaction'
  /** The driver gave it up before a connection had it: a closed client, a pool that could not connect. */
  | 'unsent'
  /** It was sent inside of `ignoreQueries()`. */
  | 'ignored';

/** The first line of the application that led to a query, after source maps. */
export interface CallSite {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly functionName: string | undefined;
  /** Absent where this line sent the query; otherwise what else it did, as the query had no line of its own. */
  readonly fallback?: CallSiteFallback | undefined;
}

/** What a line did that stands in for one that could not be found. */
export type CallSiteFallback =
  /** It began the transaction that the query ran in. */
  | 'transaction'
  /** It took the connection that the query ran on from its pool. */
  | 'connection'
  /** It ran the action: the line of the assertion or of the capture. */
  | 'capture';

/** One call of the driver's `query` that was sent, as a capture reports it. */
export interface Query {
  /**
   * The text as sent. Where a named statement was sent again by its name only: the text that was prepared under it, or the
   * name where that is not known.
   */
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
  /** Answers of the server that were waited for: one, or for a cursor or stream one per batch of rows. */
  readonly roundTrips: number;
  /**
   * Rows by the command tags, summed over statements; the rows received, where a cursor or stream fetched in batches.
   * Undefined while running, and where no tag named a number.
   */
  readonly rows: number | undefined;
  /**
   * Columns of its widest result. Undefined where the capture was not asked for them, and where it returned no rows to
   * describe.
   */
  readonly columns: number | undefined;
  /** Milliseconds from the call, with any wait for a connection, to the end of the last result; undefined before. */
  readonly durationMs: number | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly startedAtMs: number;
  /**
   * Milliseconds that it waited for a connection of a pool of `pg`, with the time to open one: those of `pool.query`, or for the
   * first query on a client that `pool.connect` gave those of that. Undefined where it did not wait, and while it does. How
   * long the pool of an ORM (Knex, Sequelize) had it wait can't be known.
   */
  readonly poolWaitMs: number | undefined;
  /** Undefined where none could be found. */
  readonly callSite: CallSite | undefined;
  /**
   * Whether the connection was inside a transaction block when the query was sent. Undefined where it has not been sent,
   * and where pg (before 8.17) had not heard of the state since the capture began.
   */
  readonly transaction: boolean | undefined;
  readonly driver: 'pg' | 'pg-native';
  /** What the server or the driver raised. */
  readonly error: Error | undefined;
  /** Undefined for a query that counts. */
  readonly uncounted: Uncounted | undefined;
  readonly attribution: Attribution;
}
