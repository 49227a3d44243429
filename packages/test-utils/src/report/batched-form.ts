import type { Query } from '../recording/query.js';
import { printStatement } from './print-statement.js';

const singleKey = /^(.* where \(*[\w."]+) = \$\d+(\)*)( limit \$\d+)?$/;

/**
 * Writes the one statement that does for a list of keys what a statement does for one key.
 *
 * @returns Undefined unless a single comparison with a value picks the rows: only then is the form exact.
 */
export function batchedForm({ shape, kind, sql }: Pick<Query, 'shape' | 'kind' | 'sql'>): string | undefined {
  if (kind !== 'select' && kind !== 'delete') return undefined;
  const [, start = '', end = '', limit] = singleKey.exec(shape) ?? [];
  if (start === '' || /\$\d|\b(?:count|sum|min|max|avg)\(|\blimit\b|\bexists\b/.test(start)) return undefined;
  if (/ (?:and|or) /.test(start.slice(start.lastIndexOf(' where ')))) return undefined;
  // A look-up by key often carries a needless LIMIT 1; any other limit is one per row, and a list of keys can't keep it.
  if (limit !== undefined && !/\blimit\s+1\s*;?\s*$/i.test(sql)) return undefined;
  return printStatement(`${start} = any($1)${end}`);
}
