import { isMethod, propertyOf, type DriverClient, type Method, type Submittable } from './driver.js';
import type { SentQuery } from './sent-query.js';
import type { Transactions } from './transactions.js';

const zero = '0'.charCodeAt(0);

/** Puts a method in the place of one of a query object. */
export type Override = (submittable: Submittable, key: string, method: Method) => void;

/** A query that is followed, and what that takes. */
interface Followed {
  readonly query: SentQuery;
  readonly client: DriverClient;
  readonly transactions: Transactions;
  /** Rows seen one by one; only where they may come in batches. */
  received: number;
}

/** What is noted when the driver calls a method of the query object. */
type Note = (followed: Followed, argument: unknown) => void;

/**
 * Follows a query from its submission to its end.
 *
 * It listens where the driver delivers: on the methods of this one query object, which no prototype and no result shows.
 * Callbacks and promises end too late or not at all (cursors, streams), and a handler on a promise would hide that
 * nobody handles its rejection.
 *
 * @param override - How methods are replaced.
 * @param mayFetchInBatches - Whether rows must be counted one by one: a tag counts only those of the last batch.
 */
export function followQuery(
  submittable: Submittable,
  { query, client }: { readonly query: SentQuery; readonly client: DriverClient },
  transactions: Transactions,
  override: Override,
  mayFetchInBatches: boolean,
): void {
  const followed: Followed = { query, client, transactions, received: 0 };
  const before = (key: string, note: Note): void => {
    const method = submittable[key];
    if (isMethod(method)) override(submittable, key, noting(followed, note, method));
  };
  if (isMethod(submittable['submit'])) override(submittable, 'submit', submitting(followed, submittable['submit']));
  before('handleError', noteError);
  if (query.details !== undefined) query.details.client = client;
  if (query.driver === 'pg-native') {
    followResult(submittable, query);
    return;
  }
  before('handleCommandComplete', noteCommandComplete);
  before('handleReadyForQuery', noteReadyForQuery);
  if (query.details !== undefined) before('handleRowDescription', noteRowDescription);
  if (!mayFetchInBatches) return;
  before('handleDataRow', noteDataRow);
  before('handlePortalSuspended', notePortalSuspended);
}

function submitting(followed: Followed, submit: Method): Method {
  return function (this: unknown, ...args) {
    const { query, client, transactions } = followed;
    // libpq does not tell while a query is on its way.
    const inTransaction = transactions.isOpen(client);
    const refusal = submit.apply(this, args);
    query.submitted = refusal === undefined || refusal === null;
    if (query.submitted) query.inTransaction = inTransaction;
    return refusal;
  };
}

function noting(followed: Followed, note: Note, method: Method): Method {
  return function (this: unknown, ...args) {
    note(followed, args[0]);
    return method.apply(this, args);
  };
}

const noteError: Note = (followed, error) => {
  // The connection still has the state from before this query, also where several are on their way at once.
  if (followed.query.submitted) noteTransaction(followed);
  followed.query.end(error);
};

const noteCommandComplete: Note = (followed, message) => {
  const { query } = followed;
  noteTransaction(followed);
  if (query.suspensions === 0) query.rows = sum(query.rows, rowsOfTag(propertyOf(message, 'text')));
};

const noteReadyForQuery: Note = ({ query, received }) => {
  if (query.suspensions > 0) query.rows = received;
  query.end();
};

const noteRowDescription: Note = ({ query: { details } }, message) => {
  const fields = propertyOf(message, 'fields');
  if (details !== undefined && Array.isArray(fields)) details.columns = Math.max(details.columns ?? 0, fields.length);
};

const noteDataRow: Note = (followed) => {
  followed.received += 1;
};

const notePortalSuspended: Note = ({ query }) => {
  query.suspensions += 1;
};

function noteTransaction({ query, client, transactions }: Followed): void {
  if (query.endedAtMs === undefined) query.inTransaction = transactions.isOpen(client) ?? query.inTransaction;
}

// libpq hands over whole results, and in pipeline mode never calls `submit`.
function followResult(submittable: Submittable, query: SentQuery): void {
  const { once } = submittable;
  if (!isMethod(once)) return;
  once.call(submittable, 'end', (results: unknown) => {
    query.submitted = true;
    for (const result of Array.isArray(results) ? results : [results]) {
      const rows = propertyOf(result, 'rowCount');
      const fields = propertyOf(result, 'fields');
      if (query.details !== undefined && Array.isArray(fields)) {
        query.details.columns = Math.max(query.details.columns ?? 0, fields.length);
      }
      query.rows = sum(query.rows, typeof rows === 'number' ? rows : undefined);
    }
    query.end();
  });
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

function sum(before: number | undefined, added: number | undefined): number | undefined {
  return added === undefined ? before : (before ?? 0) + added;
}
