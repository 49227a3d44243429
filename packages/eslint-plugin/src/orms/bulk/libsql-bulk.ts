import type { BulkFacts, BulkTable } from './bulk-facts.js';

const execute: BulkFacts = {
  sql: {
    values: [{ argument: 0, key: 'args' }, { argument: 1 }],
    insert: 'one `INSERT` with several `VALUES`, or `batch(statements)`',
    condition: '`WHERE id IN (…)`, or `batch(statements)`',
    together: '`batch(statements)`',
  },
};

/**
 * Bulk forms of libSQL, which sends any statements together.
 *
 * @see https://docs.turso.tech/sdk/ts/reference#batch-transactions
 */
export const libsqlBulk: BulkTable = { client: { execute }, transaction: { execute } };
