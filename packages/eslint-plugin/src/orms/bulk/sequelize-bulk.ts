import { type BulkTable, eachBulk } from './bulk-facts.js';

const UPDATE = '`Model.update(values, { where: { id: ids } })`';
const HOOKS = 'with `individualHooks: true` where hooks have to run';

/**
 * Bulk forms of Sequelize.
 *
 * @see https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#creating-in-bulk
 */
export const sequelizeBulk: BulkTable = {
  model: {
    create: { rows: [{ argument: 0 }], givesRows: true, form: `\`bulkCreate(rows)\`, ${HOOKS}` },
    upsert: { rows: [{ argument: 0 }], form: '`bulkCreate(rows, { updateOnDuplicate: columns })`' },
    update: { where: { argument: 1, key: 'where' }, form: '`update(values, { where: { id: ids } })`' },
    ...Object.fromEntries(
      ['destroy', 'restore'].map((name) => [
        name,
        { where: { argument: 0, key: 'where' }, form: `\`${name}({ where: { id: ids } })\`` },
      ]),
    ),
    ...Object.fromEntries(
      ['increment', 'decrement'].map((name) => [
        name,
        { where: { argument: 1, key: 'where' }, form: `\`${name}(columns, { where: { id: ids } })\`` },
      ]),
    ),
  },
  row: {
    save: { where: 'receiver', isAssigned: true, form: `${UPDATE}, ${HOOKS}` },
    update: { where: 'receiver', form: `${UPDATE}, ${HOOKS}` },
    ...Object.fromEntries(
      ['destroy', 'restore'].map((name) => [
        name,
        { where: 'receiver', form: `\`Model.${name}({ where: { id: ids } })\`, ${HOOKS}` },
      ]),
    ),
    ...eachBulk(['increment', 'decrement'], {
      where: 'receiver',
      form: '`Model.increment(columns, { where: { id: ids } })`',
    }),
  },
  sequelize: {
    query: {
      sql: {
        values: [
          { argument: 1, key: 'replacements' },
          { argument: 1, key: 'bind' },
        ],
        insert: '`bulkCreate(rows)`, or one `INSERT` with several `VALUES`',
        condition: '`WHERE id IN (:ids)`',
      },
    },
  },
};
