import type { Query } from '../query.js';

/** Names queries. Where it names several properties, a query must have all of them. */
export interface QueryFilter {
  /** The shape as printed in a message; a part of it, or a pattern. */
  readonly shape?: string | RegExp;
  /** A table that the query reads or writes, as printed in a message. */
  readonly table?: string;
  /** The text as sent; a part of it, or a pattern. */
  readonly sql?: string | RegExp;
}

/** Answers whether a filter names a query. A filter without properties names none. */
export function matchesFilter(query: Pick<Query, 'shape' | 'sql' | 'tables'>, filter: QueryFilter): boolean {
  const answers = [
    filter.shape === undefined ? undefined : holdsPattern(query.shape, filter.shape),
    filter.sql === undefined ? undefined : holdsPattern(query.sql, filter.sql),
    filter.table === undefined ? undefined : query.tables.includes(filter.table),
  ].filter((answer) => answer !== undefined);
  return answers.length > 0 && answers.every(Boolean);
}

/** Answers whether a text holds a part or a pattern. */
export function holdsPattern(text: string, pattern: string | RegExp): boolean {
  // A pattern with the flag `g` remembers where it stopped.
  return typeof pattern === 'string'
    ? text.includes(pattern)
    : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(text);
}
