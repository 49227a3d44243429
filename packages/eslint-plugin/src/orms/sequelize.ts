import { sequelizeBulk } from './bulk/sequelize-bulk.js';
import { sequelizeEager } from './eager/sequelize-eager.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';
import { sequelizeRows } from './per-row/sequelize-rows.js';

const SELF: MemberFacts = { returns: { is: 'self' } };
const MODEL: MemberFacts = { returns: { is: 'role', role: 'model', modelArgument: 0 } };
const LAZY: MemberFacts = { executes: 'read', isLazyRelation: true };

/** A class that extends Model, and what `define` gives back. */
const model: RoleFacts = {
  label: 'Model',
  rows: 'row',
  members: {
    ...each(['count', 'sum', 'min', 'max', 'aggregate'], { executes: 'read' }),
    findByPk: { executes: 'read', returns: { is: 'row' }, eagerArgument: 1 },
    findOne: { executes: 'read', returns: { is: 'row' }, eagerArgument: 0 },
    findAll: { executes: 'read', returns: { is: 'rows' }, eagerArgument: 0 },
    findAndCountAll: { executes: 'read', returns: { is: 'role', role: 'page' }, eagerArgument: 0 },
    ...each(['findOrCreate', 'findCreateFind', 'findOrBuild'], { executes: 'read', returns: { is: 'row-and-flag' } }),
    create: { executes: 'write', returns: { is: 'row' } },
    bulkCreate: { executes: 'write', returns: { is: 'rows' } },
    upsert: { executes: 'write', returns: { is: 'row-and-flag' } },
    ...each(['update', 'destroy', 'restore', 'increment', 'decrement', 'truncate'], { executes: 'write' }),
    build: { returns: { is: 'row' } },
    bulkBuild: { returns: { is: 'rows' } },
    ...each(
      ['init', 'schema', 'scope', 'unscoped', 'withSchema', 'withScope', 'withoutScope', 'withInitialScope'],
      SELF,
    ),
    sequelize: { isProperty: true, returns: { is: 'role', role: 'sequelize' } },
  },
};

/** A row. Association mixins are declared by the project or not at all: they are known by their names. */
const row: RoleFacts = {
  label: 'Model',
  members: {
    ...each(['save', 'update', 'restore', 'increment', 'decrement'], {
      executes: 'write',
      returns: { is: 'self' },
    }),
    destroy: { executes: 'write' },
    reload: { executes: 'read', returns: { is: 'self' } },
    ...each(['$get', '$count', '$has'], LAZY),
    ...each(['$set', '$add', '$create', '$remove'], { executes: 'write' }),
    ...each(['get', 'getDataValue', 'toJSON', 'changed', 'previous', 'where', 'hasHook', 'hasHooks'], {}),
    ...each(['set', 'setDataValue', 'setAttributes'], {}),
    sequelize: { isProperty: true, returns: { is: 'role', role: 'sequelize' } },
  },
  patterns: [
    {
      // An association's alias is a noun: `getUserByName` and `getOrCreateTag` are functions of the project, `getFromUser` is not.
      name: /^(?:get|count|has)(?!(?:\w*(?:By|Or|For|With)|\w+From)[A-Z])[A-Z]\w*$/,
      // A method of the project's own that computes something is not awaited.
      facts: { ...LAZY, isOnlyAwaited: true },
    },
  ],
};

const sequelizeRole: RoleFacts = {
  label: 'Sequelize',
  isConnection: true,
  definedByFile: 'model',
  members: {
    ...each(['query', 'queryRaw'], { executes: 'sql' }),
    ...each(['define', 'model', 'getRepository'], MODEL),
    // The model that a file defines, until version 5.
    import: { ...MODEL, fileArgument: 0 },
    models: { isProperty: true, returns: { is: 'role', role: 'models' } },
    ...each(['transaction', 'withConnection'], { callback: { parameters: [] } }),
    ...each(['truncate', 'destroyAll'], { executes: 'write' }),
    getQueryInterface: { returns: { is: 'role', role: 'queryInterface' } },
    queryInterface: { isProperty: true, returns: { is: 'role', role: 'queryInterface' } },
  },
};

const queryInterface: RoleFacts = {
  label: 'QueryInterface',
  isConnection: true,
  members: {
    ...each(['select', 'rawSelect'], { executes: 'read' }),
    ...each(
      ['insert', 'upsert', 'bulkInsert', 'update', 'bulkUpdate', 'delete', 'bulkDelete', 'increment', 'decrement'],
      { executes: 'write' },
    ),
    truncate: { executes: 'write' },
    sequelize: { isProperty: true, returns: { is: 'role', role: 'sequelize' } },
  },
};

/**
 * Sequelize 5 to 7, and sequelize-typescript.
 *
 * @see https://sequelize.org/docs/v6/core-concepts/assocs/#special-methodsmixins-added-to-instances
 */
export const sequelize: OrmFacts = {
  name: 'Sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  exports: {
    Model: { role: 'row', staticRole: 'model' },
    // The module is the class itself.
    default: { role: 'sequelize' },
    Sequelize: { role: 'sequelize' },
    ...Object.fromEntries(
      ['ModelStatic', 'ModelCtor', 'ModelDefined', 'Repository'].map((name) => [name, { role: 'model' }]),
    ),
    QueryInterface: { role: 'queryInterface' },
    AbstractQueryInterface: { role: 'queryInterface' },
  },
  exportPatterns: [
    {
      name: /^(?:BelongsTo|HasOne|HasMany|BelongsToMany)(?:Get|Count|Has)Associations?Mixin$/,
      facts: { role: 'associationGetter' },
    },
    {
      name: /^(?:BelongsTo|HasOne|HasMany|BelongsToMany)(?:Set|Add|Remove|Create)Associations?Mixin$/,
      facts: { role: 'associationSetter' },
    },
  ],
  roles: {
    model,
    row,
    page: { label: 'Model', members: { rows: { isProperty: true, returns: { is: 'rows' } } }, rows: 'row' },
    sequelize: sequelizeRole,
    models: {
      label: 'Sequelize.models',
      members: {},
      others: { isProperty: true, returns: { is: 'role', role: 'model' } },
    },
    queryInterface,
    associationGetter: { label: 'Model', members: {}, call: LAZY },
    associationSetter: { label: 'Model', members: {}, call: { executes: 'write' } },
  },
  recognisedBy: [
    { role: 'model', members: ['findAll', 'findOne', 'count', 'findAndCountAll', 'update', 'destroy'], by: 'operator' },
  ],
  eager: sequelizeEager,
  bulk: sequelizeBulk,
  rows: sequelizeRows,
  advice: {
    read: 'Load them with the rows (`include`), or all at once before the loop (`where: { id: ids }`) and take each from a `Map`.',
    lazyRelation: 'Load `{{relation}}` with the rows (`include`) and use the property: the getter always queries.',
  },
};
