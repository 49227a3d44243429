import { isMethod, propertyOf, type DriverClient, type Method, type Submittable } from './driver.js';
import type { SentQuery } from './sent-query.js';
import type { Transactions } from './transactions.js';

/**
 * Follows a query from its submission to its end.
 *
 * It listens where the driver delivers: on the methods of this one query object, which no prototype and no result shows.
 * Callbacks and promises end too late or not at all (cursors, streams), and a handler on a promise would hide that
 * nobody handles its rejection.
 *
 * @param mayFetchInBatches - Whether rows must be counted one by one: a tag counts only those of the last batch.
 */
export function followQuery(
  submittable: Submittable,
  query: SentQuery,
  client: DriverClient,
  transactions: Transactions,
  mayFetchInBatches: boolean,
): void {
  const noteTransaction = (): void => {
    if (query.endedAtMs === undefined) query.inTransaction = transactions.isOpen(client);
  };
  after(submittable, 'submit', (refusal) => {
    query.submitted = refusal === undefined || refusal === null;
    noteTransaction();
  });
  before(submittable, 'handleError', (error) => {
    // The connection still has the state from before this query, also where several are on their way at once.
    if (query.submitted) noteTransaction();
    query.end(error);
  });
  if (query.driver === 'pg-native') followNative(submittable, query);
  else followRows(submittable, query, noteTransaction, mayFetchInBatches);
}

function followRows(
  submittable: Submittable,
  query: SentQuery,
  noteTransaction: () => void,
  mayFetchInBatches: boolean,
): void {
  let received = 0;
  before(submittable, 'handleCommandComplete', (message) => {
    noteTransaction();
    if (query.suspensions > 0) query.rows = received;
    else query.rows = sum(query.rows, rowsOfTag(propertyOf(message, 'text')));
  });
  before(submittable, 'handleReadyForQuery', () => {
    if (query.suspensions > 0) query.rows = received;
    query.end();
  });
  if (!mayFetchInBatches) return;
  before(submittable, 'handleDataRow', () => {
    received += 1;
  });
  before(submittable, 'handlePortalSuspended', () => {
    query.suspensions += 1;
  });
}

// libpq hands over whole results, and in pipeline mode never calls `submit`.
function followNative(submittable: Submittable, query: SentQuery): void {
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

/** `SELECT 3`, `INSERT 0 5` and `COPY 4` end with a number of rows, `BEGIN` and `CREATE TABLE` don't. */
function rowsOfTag(tag: unknown): number | undefined {
  if (typeof tag !== 'string') return undefined;
  const rows = Number(tag.slice(tag.lastIndexOf(' ') + 1));
  return Number.isNaN(rows) ? undefined : rows;
}

function sum(before: number | undefined, added: number | undefined): number | undefined {
  return added === undefined ? before : (before ?? 0) + added;
}

function before(submittable: Submittable, key: string, note: (argument: unknown) => void): void {
  const method = submittable[key];
  if (!isMethod(method)) return;
  define(submittable, key, function (this: unknown, ...args) {
    note(args[0]);
    return method.apply(this, args);
  });
}

function after(submittable: Submittable, key: string, note: (result: unknown) => void): void {
  const method = submittable[key];
  if (!isMethod(method)) return;
  define(submittable, key, function (this: unknown, ...args) {
    const result = method.apply(this, args);
    note(result);
    return result;
  });
}

// Not enumerable, so that a cursor or stream prints as ever; refused without an error where the object is frozen.
function define(submittable: Submittable, key: string, value: Method): void {
  Reflect.defineProperty(submittable, key, { value, configurable: true, enumerable: false, writable: true });
}
