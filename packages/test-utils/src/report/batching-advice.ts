import type { Query, QueryKind } from '../recording/query.js';

const advice: Readonly<Partial<Record<QueryKind, string>>> = {
  select: 'One query for all rows: a list of keys, a join, or the eager loading of the ORM.',
  insert: 'One insert for all rows: `values (…), (…)`, or the bulk insert of the ORM.',
  update: 'One update for all rows: `update … from (values …)`, or the bulk update of the ORM.',
  delete: 'One delete for all rows: a list of keys.',
};

/**
 * Advises how to do at once what statements do row by row: a sentence for each kind of statement among them.
 *
 * @param repeated - Statements that ran once per row.
 */
export function adviseBatching(repeated: readonly Pick<Query, 'kind'>[]): readonly string[] {
  const kinds = new Set(repeated.map(({ kind }) => kind));
  return [...kinds].map((kind) => advice[kind]).filter((sentence) => sentence !== undefined);
}
