import { type BulkTable, eachBulk } from './bulk-facts.js';

const where = { argument: 0, key: 'where' };
const data = { argument: 0, key: 'data' };

/**
 * Bulk forms of Prisma Client. There is none for `upsert`, and none that writes related rows along.
 *
 * @see https://www.prisma.io/docs/orm/reference/prisma-client-reference#createmany
 */
export const prismaBulk: BulkTable = {
  client: eachBulk(['$executeRaw', '$executeRawUnsafe'], {
    sql: {
      values: [],
      insert: '`createMany({ data: rows })`, or one `INSERT` with several `VALUES`',
      condition: '`WHERE id = ANY(${ids})`',
    },
  }),
  delegate: {
    create: { rows: [data], plain: data, form: '`createMany({ data: rows })`' },
    ...eachBulk(['update', 'updateMany'], {
      where,
      plain: data,
      form: '`updateMany({ where: { id: { in: ids } }, data })`',
    }),
    ...eachBulk(['delete', 'deleteMany'], { where, form: '`deleteMany({ where: { id: { in: ids } } })`' }),
  },
};
