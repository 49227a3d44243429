import type { Query } from '../recording/query.js';
import { printStatement } from './print-statement.js';

/**
 * Suggests one statement in place of one per row.
 *
 * @returns A sentence; the statement itself where a single comparison with a value picks the rows.
 */
export function suggestBatched({ shape, kind, sql }: Pick<Query, 'shape' | 'kind' | 'sql'>): string {
  if (kind === 'insert') return 'One query instead: `values (…), (…)`, or the bulk insert of the ORM.';
  if (kind === 'update') return 'One query instead: `update … from (values …)`, or the bulk update of the ORM.';
  const batched = batchSingleKey(shape, sql) ?? 'a list of keys';
  return `One query instead: ${batched}${kind === 'select' ? ', a join, or the eager loading of the ORM' : ''}.`;
}

const singleKey = /^(.* where \(*[\w."]+) = \$\d+(\)*)( limit \$\d+)?$/;

function batchSingleKey(shape: string, sql: string): string | undefined {
  const [, start = '', end = '', limit] = singleKey.exec(shape) ?? [];
  if (start === '' || /\$\d|\b(?:count|sum|min|max|avg)\(|\blimit\b|\bexists\b/.test(start)) return undefined;
  if (/ (?:and|or) /.test(start.slice(start.lastIndexOf(' where ')))) return undefined;
  // A look-up by key often carries a needless LIMIT 1; any other limit is one per row, and a list of keys can't keep it.
  if (limit !== undefined && !/\blimit\s+1\s*;?\s*$/i.test(sql)) return undefined;
  return printStatement(`${start} = any($1)${end}`);
}
