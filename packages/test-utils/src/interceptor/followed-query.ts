import { propertyOf, type DriverClient, type Submittable } from './driver.js';
import type { QueryContext } from './query-context.js';
import type { Running, RunningList } from './running-list.js';
import type { SentQuery } from './sent-query.js';
import type { Transactions } from './transactions.js';

const zero = '0'.charCodeAt(0);

/** A query on a connection, from the call of `client.query` to its end. What the driver says of it is noted here. */
export class FollowedQuery implements Running {
  place = -1;
  /** What the driver puts into its queue; undefined until it has made that. */
  submittable: Submittable | undefined;
  /** Rows seen one by one; only where they may come in batches. */
  #received = 0;
  readonly #transactions: Transactions;
  /** Queries that have not ended, this one among them until it has. */
  readonly #running: RunningList<FollowedQuery>;

  constructor(
    readonly query: SentQuery,
    readonly client: DriverClient,
    /** Context of the application, to which callbacks and events return. */
    readonly context: QueryContext | undefined,
    /** Whether it carries out a `pool.query`, whose callbacks are bound there. */
    readonly isPooled: boolean,
    transactions: Transactions,
    running: RunningList<FollowedQuery>,
  ) {
    this.#transactions = transactions;
    this.#running = running;
    if (query.details !== undefined) query.details.client = client;
  }

  /**
   * The driver handed it to the connection, or refused to.
   *
   * @param before - Whether the connection was in a transaction block. Defaults to whether it is.
   */
  submitted(refusal: unknown, before = this.isInTransaction): void {
    this.query.submitted = refusal === undefined || refusal === null;
    if (this.query.submitted && this.query.endedAtMs === undefined) this.query.inTransaction = before;
  }

  /** Whether its connection is in a transaction block; undefined while the driver does not tell. */
  get isInTransaction(): boolean | undefined {
    return this.#transactions.isOpen(this.client);
  }

  /** The server or the driver raised an error. */
  failed(error: unknown): void {
    // The connection still has the state from before this query, also where several are on their way at once.
    if (this.query.submitted) this.#noteTransaction();
    this.query.end(error);
    this.#running.remove(this);
  }

  /** A statement of it was carried out. */
  completed(message: unknown): void {
    const { query } = this;
    // Of those on their way at once, only now the connection is in the state that this one met.
    if (this.client.pipeline === true) this.#noteTransaction();
    if (query.suspensions === 0) query.addRows(rowsOfTag(propertyOf(message, 'text')));
  }

  /** The server told which columns will come. */
  described(message: unknown): void {
    const fields = propertyOf(message, 'fields');
    if (Array.isArray(fields)) this.query.noteColumns(fields.length);
  }

  /** The connection is ready for the next. */
  ended(): void {
    const { query } = this;
    if (query.suspensions > 0) query.rows = this.#received;
    query.end();
    this.#running.remove(this);
  }

  /** A row came. */
  receivedRow(): void {
    this.#received += 1;
  }

  /** A batch of rows ended that is not the last. */
  suspended(): void {
    this.query.suspensions += 1;
  }

  #noteTransaction(): void {
    if (this.query.endedAtMs !== undefined) return;
    this.query.inTransaction = this.isInTransaction ?? this.query.inTransaction;
  }
}

/** `SELECT 3`, `INSERT 0 5` and `COPY 4` end with a number of rows, `BEGIN` and `CREATE TABLE` don't. */
function rowsOfTag(tag: unknown): number | undefined {
  if (typeof tag !== 'string') return undefined;
  let rows: number | undefined;
  for (let index = tag.length - 1, unit = 1; index >= 0; index -= 1, unit *= 10) {
    const digit = tag.charCodeAt(index) - zero;
    if (digit < 0 || digit > 9) break;
    rows = (rows ?? 0) + digit * unit;
  }
  return rows;
}
