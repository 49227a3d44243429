import type { BulkTable } from './bulk-facts.js';

/**
 * Bulk forms of Postgres.js, whose template is the query.
 *
 * @see https://github.com/porsager/postgres#multiple-inserts-in-one-query
 */
export const postgresJsBulk: BulkTable = {
  sql: {
    '': {
      sql: {
        values: [],
        insert: '`INSERT INTO … ${sql(rows)}`',
        condition: '`WHERE id IN ${sql(ids)}`',
      },
    },
  },
};
