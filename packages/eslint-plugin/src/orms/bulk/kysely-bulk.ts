import { type BulkTable, eachBulk } from './bulk-facts.js';

/**
 * Bulk forms of Kysely.
 *
 * @see https://kysely.dev/docs/examples/insert/multiple-rows
 */
export const kyselyBulk: BulkTable = {
  database: {
    insertInto: { form: '`.values(rows)`' },
    ...eachBulk(['updateTable', 'deleteFrom'], { form: "`.where(column, 'in', values)`" }),
  },
  writeBuilder: {
    values: { rows: [{ argument: 0 }] },
    where: { where: { argument: 0 }, condition: 'columns' },
  },
};
