import type { Query } from '../recording/query.js';

/**
 * Suggests one statement in place of one per row.
 *
 * @returns A sentence; the statement itself where a single comparison with a value picks the rows.
 */
export function suggestBatched({ shape, kind, sql }: Pick<Query, 'shape' | 'kind' | 'sql'>): string {
  if (kind === 'insert') return 'Insert all rows at once: `values (…), (…)`, or the bulk insert of the ORM.';
  const batched = batchSingleKey(shape, sql);
  if (kind === 'update' || kind === 'delete') {
    return batched === undefined ? `${capitalised(kind)} all rows at once.` : `All rows at once: ${batched}`;
  }
  const forms = 'a join, or the eager loading of the ORM.';
  return batched === undefined
    ? `Load all of them at once: a list of keys, ${forms}`
    : `All at once: ${batched}\nor ${forms}`;
}

const singleKey = /^(.* where \(*[\w."]+) = \$\d+(\)*)( limit \$\d+)?$/;

function batchSingleKey(shape: string, sql: string): string | undefined {
  const [, start = '', end = '', limit] = singleKey.exec(shape) ?? [];
  const hasOtherConditions = / and | or | limit | offset |\bcount\(|\bsum\(|\bmax\(|\bmin\(/.test(
    start.slice(start.lastIndexOf(' where ')) + start.slice(0, start.indexOf(' from ')),
  );
  if (start === '' || hasOtherConditions) return undefined;
  // A lookup by key often carries a needless LIMIT 1; any other limit is per row and can't be batched like this.
  if (limit !== undefined && !/\blimit\s+1\s*;?\s*$/i.test(sql)) return undefined;
  return `${start} = any($1)${end}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
