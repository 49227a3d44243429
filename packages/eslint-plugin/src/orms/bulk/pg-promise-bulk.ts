import { type BulkTable, eachBulk } from './bulk-facts.js';

/**
 * Bulk forms of pg-promise.
 *
 * @see https://vitaly-t.github.io/pg-promise/helpers.html#.insert
 */
export const pgPromiseBulk: BulkTable = {
  database: eachBulk(['query', 'none', 'one', 'oneOrNone', 'many', 'manyOrNone', 'any', 'result'], {
    sql: {
      values: [{ argument: 1 }],
      insert: '`pgp.helpers.insert(rows, columns, table)`',
      condition: '`WHERE id = ANY($1)`',
    },
  }),
};
