import type { BulkFacts, BulkTable } from './bulk-facts.js';

/** With `individualHooks`, `bulkCreate` and `update` write each row by itself again. */
const CREATE_HOOKS = ['beforeCreate', 'afterCreate', 'beforeSave', 'afterSave'];
const UPDATE_HOOKS = ['beforeUpdate', 'afterUpdate', 'beforeSave', 'afterSave'];

const updateRows = { form: '`Model.update(values, { where: { id: ids } })`', hooks: { names: UPDATE_HOOKS } };

/** A method of a row that runs hooks, which its bulk form runs if it is told to. */
function ofRow(name: string, hooks: readonly string[]): Record<string, BulkFacts> {
  return {
    [name]: {
      where: 'receiver',
      form: `\`Model.${name}({ where: { id: ids } })\``,
      hooks: { names: hooks, form: `\`Model.${name}({ where: { id: ids }, individualHooks: true })\`` },
    },
  };
}

/**
 * Bulk forms of Sequelize.
 *
 * @see https://sequelize.org/docs/v6/other-topics/hooks/#model-hooks
 */
export const sequelizeBulk: BulkTable = {
  model: {
    create: { rows: [{ argument: 0 }], givesRows: true, form: '`bulkCreate(rows)`', hooks: { names: CREATE_HOOKS } },
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
    save: { where: 'receiver', isAssigned: true, ...updateRows },
    update: { where: 'receiver', ...updateRows },
    ...ofRow('destroy', ['beforeDestroy', 'afterDestroy']),
    ...ofRow('restore', ['beforeRestore', 'afterRestore']),
    ...Object.fromEntries(
      ['increment', 'decrement'].map((name) => [
        name,
        { where: 'receiver', form: `\`Model.${name}(columns, { where: { id: ids } })\`` },
      ]),
    ),
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
