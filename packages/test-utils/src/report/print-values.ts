import { inspect } from 'node:util';
import type { Query } from '../recording/query.js';

/** More different sets of values are only counted. */
const mostSets = 5;

/**
 * Prints with which values a statement ran, each set once.
 *
 * @returns Nothing where there are none.
 */
export function printValues(queries: readonly Pick<Query, 'values'>[]): readonly string[] {
  const sets = queries.map(({ values }) => values).filter((values) => values !== undefined && values.length > 0);
  const printed = [...new Set(sets.map(printSet))];
  if (printed.length === 0) return [];
  const more = printed.length > mostSets ? `, and ${printed.length - mostSets} more` : '';
  return [`values: ${printed.slice(0, mostSets).join(', ')}${more}`];
}

function printSet(values: Query['values']): string {
  return inspect(values, { breakLength: Infinity, maxArrayLength: 10, maxStringLength: 40, depth: 3 });
}
