import { type BulkTable, eachBulk } from './bulk-facts.js';

/**
 * Bulk forms of Drizzle on any driver; `batch` is one of some drivers only.
 *
 * @see https://orm.drizzle.team/docs/insert#insert-multiple-rows
 */
export const drizzleBulk: BulkTable = {
  database: {
    insert: { form: '`.values(rows)`' },
    ...eachBulk(['update', 'delete'], { form: '`.where(inArray(column, values))`' }),
  },
  writeBuilder: {
    values: { rows: [{ argument: 0 }] },
    where: { where: { argument: 0 }, condition: 'operators' },
  },
};
