import type { TimedQuery } from '../recording/stable-order.js';
import { printQueryLog } from './query-log-serializer.js';

/** What a snapshot of {@link PrintedQueries} holds where there were none. */
export const noQueries = printQueryLog([]).join('\n');

/** By a key that all copies of this package share. */
const key = Symbol.for('@flatquery/test-utils/printed-queries');

/** Queries as a snapshot holds them: each shape with how often it ran. No text, or the runner would print quotes around it. */
export class PrintedQueries {
  readonly [key]: string;

  constructor(queries: readonly TimedQuery[]) {
    this[key] = printQueryLog(queries).join('\n');
  }
}

/** Has a runner print {@link PrintedQueries}, in whatever format its user set. */
export const printedQueriesSerializer = {
  test: (value: unknown): boolean => typeof value === 'object' && value !== null && key in value,
  serialize: (value: PrintedQueries): string => value[key],
};
