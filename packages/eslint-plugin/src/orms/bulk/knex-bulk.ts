import { type BulkFacts, type BulkTable, eachBulk } from './bulk-facts.js';

const INSERT: BulkFacts = { rows: [{ argument: 0 }], form: '`insert(rows)`, or `batchInsert` for thousands of them' };
const WHERE: BulkFacts = { where: { argument: 0 }, condition: 'columns' };
const WHERE_IN = '`.whereIn(column, values)`';

const builder: Record<string, BulkFacts> = {
  insert: INSERT,
  ...eachBulk(['update', 'del', 'delete', 'increment', 'decrement'], { form: WHERE_IN }),
  ...eachBulk(['where', 'andWhere'], WHERE),
};

/**
 * Bulk forms of Knex.
 *
 * @see https://knexjs.org/guide/query-builder.html#insert
 */
export const knexBulk: BulkTable = {
  knex: builder,
  builder,
  writeBuilder: builder,
};
