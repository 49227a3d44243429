import { isMethod, propertyOf, type DriverClient, type Method, type Submittable } from './driver.js';
import type { SentQuery } from './sent-query.js';
import type { Transactions } from './transactions.js';

/** Puts a method in the place of one of a query object. */
export type Override = (submittable: Submittable, key: string, method: Method) => void;

/**
 * Follows a query from its submission to its end.
 *
 * It listens where the driver delivers: on the methods of this one query object, which no prototype and no result shows.
 * Callbacks and promises end too late or not at all (cursors, streams), and a handler on a promise would hide that
 * nobody handles its rejection.
 */
export class QueryLifecycle {
  #received = 0;

  constructor(
    private readonly query: SentQuery,
    private readonly client: DriverClient,
    private readonly transactions: Transactions,
    private readonly override: Override,
  ) {}

  /**
   * Starts to follow.
   *
   * @param mayFetchInBatches - Whether rows must be counted one by one: a tag counts only those of the last batch.
   */
  follow(submittable: Submittable, mayFetchInBatches: boolean): void {
    this.#followSubmit(submittable);
    this.#before(submittable, 'handleError', (error) => {
      // The connection still has the state from before this query, also where several are on their way at once.
      if (this.query.submitted) this.#noteTransaction();
      this.query.end(error);
    });
    if (this.query.driver === 'pg-native') {
      this.#followResult(submittable);
      return;
    }
    this.#followAnswers(submittable);
    if (mayFetchInBatches) this.#followBatches(submittable);
  }

  #followSubmit(submittable: Submittable): void {
    const { submit } = submittable;
    if (!isMethod(submit)) return;
    const submitted = (refusal: unknown): void => {
      this.query.submitted = refusal === undefined || refusal === null;
      this.#noteTransaction();
    };
    this.override(submittable, 'submit', function (this: unknown, ...args) {
      const refusal = submit.apply(this, args);
      submitted(refusal);
      return refusal;
    });
  }

  #followAnswers(submittable: Submittable): void {
    const { query } = this;
    this.#before(submittable, 'handleCommandComplete', (message) => {
      this.#noteTransaction();
      if (query.suspensions > 0) query.rows = this.#received;
      else query.rows = sum(query.rows, rowsOfTag(propertyOf(message, 'text')));
    });
    this.#before(submittable, 'handleReadyForQuery', () => {
      if (query.suspensions > 0) query.rows = this.#received;
      query.end();
    });
  }

  #followBatches(submittable: Submittable): void {
    this.#before(submittable, 'handleDataRow', () => {
      this.#received += 1;
    });
    this.#before(submittable, 'handlePortalSuspended', () => {
      this.query.suspensions += 1;
    });
  }

  // libpq hands over whole results, and in pipeline mode never calls `submit`.
  #followResult(submittable: Submittable): void {
    const { query } = this;
    const { once } = submittable;
    if (!isMethod(once)) return;
    once.call(submittable, 'end', (results: unknown) => {
      query.submitted = true;
      for (const result of Array.isArray(results) ? results : [results]) {
        const rows = propertyOf(result, 'rowCount');
        query.rows = sum(query.rows, typeof rows === 'number' ? rows : undefined);
      }
      query.end();
    });
  }

  #noteTransaction(): void {
    if (this.query.endedAtMs === undefined) this.query.inTransaction = this.transactions.isOpen(this.client);
  }

  #before(submittable: Submittable, key: string, note: (argument: unknown) => void): void {
    const method = submittable[key];
    if (!isMethod(method)) return;
    this.override(submittable, key, function (this: unknown, ...args) {
      note(args[0]);
      return method.apply(this, args);
    });
  }
}

/** `SELECT 3`, `INSERT 0 5` and `COPY 4` end with a number of rows, `BEGIN` and `CREATE TABLE` don't. */
function rowsOfTag(tag: unknown): number | undefined {
  if (typeof tag !== 'string') return undefined;
  const rows = Number(tag.slice(tag.lastIndexOf(' ') + 1));
  return Number.isNaN(rows) ? undefined : rows;
}

function sum(before: number | undefined, added: number | undefined): number | undefined {
  return added === undefined ? before : (before ?? 0) + added;
}
