import type { BulkFacts, BulkTable } from './bulk-facts.js';

const query: BulkFacts = {
  sql: {
    values: [{ argument: 1 }],
    insert: '`INSERT … SELECT * FROM unnest($1::int[], $2::text[])`, or one `INSERT` with several `VALUES`',
    condition: '`WHERE id = ANY($1)`',
  },
};

/**
 * Bulk forms of SQL that is sent by node-postgres.
 *
 * @see https://www.postgresql.org/docs/current/functions-array.html
 */
export const pgBulk: BulkTable = { pool: { query }, client: { query } };
