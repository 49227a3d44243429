import { type BulkFacts, type BulkTable, eachBulk } from './bulk-facts.js';

const WHERE_IN = '`.whereIn(column, values)`';

const builder: Record<string, BulkFacts> = {
  ...Object.fromEntries(
    ['insert', 'insertGraph'].map((name) => [
      name,
      { rows: [{ argument: 0 }], givesRows: true, form: `\`.${name}(rows)\`` },
    ]),
  ),
  ...eachBulk(['patch', 'update', 'delete', 'del', 'increment', 'decrement'], { form: WHERE_IN }),
  deleteById: { where: { argument: 0 }, form: WHERE_IN },
  findById: { where: { argument: 0 } },
  ...eachBulk(['where', 'andWhere'], { where: { argument: 0 }, condition: 'columns' }),
};

/**
 * Bulk forms of Objection.
 *
 * @see https://vincit.github.io/objection.js/guide/query-examples.html#insert-queries
 */
export const objectionBulk: BulkTable = {
  // Of one row: the bulk form asks the model.
  row: { $query: { where: 'receiver' } },
  readBuilder: builder,
  rowBuilder: builder,
  writeBuilder: builder,
};
