import { type BulkTable, eachBulk } from './bulk-facts.js';

/**
 * Bulk forms of SQL that mysql2 sends.
 *
 * @see https://sidorares.github.io/node-mysql2/docs/examples/queries/simple-queries/insert
 */
export const mysql2Bulk: BulkTable = {
  connection: eachBulk(['query', 'execute'], {
    sql: {
      values: [{ argument: 1 }],
      insert: '`query("INSERT … VALUES ?", [rows])`',
      condition: '`query("… WHERE id IN (?)", [ids])`',
    },
  }),
};
