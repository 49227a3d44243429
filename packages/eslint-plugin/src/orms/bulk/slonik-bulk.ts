import { type BulkTable, eachBulk } from './bulk-facts.js';

/**
 * Bulk forms of SQL that Slonik sends.
 *
 * @see https://github.com/gajus/slonik#inserting-large-number-of-rows
 */
export const slonikBulk: BulkTable = {
  pool: eachBulk(['query', 'any', 'many', 'maybeOne', 'one'], {
    sql: {
      values: [],
      insert: '`INSERT … SELECT * FROM ${sql.unnest(rows, types)}`',
      condition: '`= ANY(${sql.array(ids, type)})`',
    },
  }),
};
