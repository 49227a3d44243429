import { sequelizeBulk } from './bulk/sequelize-bulk.js';
import { type ExportFacts, type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const STATIC_READS = ['count', 'sum', 'min', 'max', 'aggregate', 'findAndCountAll'] as const;
const STATIC_WRITES = [
  'bulkCreate',
  'upsert',
  'update',
  'destroy',
  'restore',
  'increment',
  'decrement',
  'truncate',
] as const;
const MIXINS = ['BelongsTo', 'HasOne', 'HasMany', 'BelongsToMany'] as const;
const LAZY: MemberFacts = { executes: 'read', isLazyRelation: true };

const model: RoleFacts = {
  label: 'Model',
  members: {
    ...each(STATIC_READS, { executes: 'read' }),
    ...each(STATIC_WRITES, { executes: 'write' }),
    ...each(['findByPk', 'findOne'], { executes: 'read', returns: { is: 'row' } }),
    findAll: { executes: 'read', returns: { is: 'rows' } },
    ...each(['findOrCreate', 'findCreateFind'], { executes: 'read' }),
    create: { executes: 'write', returns: { is: 'row' } },
    build: { returns: { is: 'row' } },
    ...each(['scope', 'unscoped', 'schema'], { returns: { is: 'self' } }),
  },
};

/** A row. Association mixins are declared by the project or not at all: they are known by their names. */
const row: RoleFacts = {
  label: 'Model',
  members: {
    ...each(['save', 'update', 'destroy', 'restore', 'increment', 'decrement'], {
      executes: 'write',
      returns: { is: 'self' },
    }),
    reload: { executes: 'read', returns: { is: 'self' } },
    ...each(['$get', '$count', '$has'], LAZY),
    ...each(['$set', '$add', '$create', '$remove'], { executes: 'write' }),
    ...each(['get', 'set', 'getDataValue', 'setDataValue', 'toJSON', 'changed'], {}),
  },
  // An association's alias is a noun: `getUserByName` and `getOrCreateTag` are functions of the project.
  patterns: [{ name: /^(?:get|count|has)(?!\w*(?:By|Or|For|From|With)[A-Z])[A-Z]\w*$/, facts: LAZY }],
};

function mixinExports(): Record<string, ExportFacts> {
  const names = MIXINS.flatMap((kind) =>
    ['Get', 'Count', 'Has'].map((verb) => `${kind}${verb}Association${verb === 'Get' ? '' : 's'}Mixin`),
  );
  return Object.fromEntries(
    [...names, ...MIXINS.flatMap((kind) => [`${kind}GetAssociationsMixin`, `${kind}HasAssociationMixin`])].map(
      (name) => [name, { role: 'associationGetter' }],
    ),
  );
}

/**
 * Sequelize 6 and 7, and sequelize-typescript.
 *
 * @see https://sequelize.org/docs/v6/core-concepts/assocs/#special-methodsmixins-added-to-instances
 */
export const sequelize: OrmFacts = {
  name: 'Sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  exports: {
    Model: { role: 'row', staticRole: 'model' },
    Sequelize: { role: 'sequelize' },
    ModelStatic: { role: 'model' },
    ModelCtor: { role: 'model' },
    ...mixinExports(),
  },
  roles: {
    model,
    row,
    sequelize: {
      label: 'Sequelize',
      isConnection: true,
      members: {
        query: { executes: 'sql' },
        define: { returns: { is: 'role', role: 'model' } },
        model: { returns: { is: 'role', role: 'model' } },
        transaction: { callback: { parameters: [] } },
      },
    },
    associationGetter: { label: 'Model', members: {}, call: LAZY },
  },
  bulk: sequelizeBulk,
  advice: {
    read: 'Load them with the rows (`include`), or all at once before the loop (`where: { id: ids }`) and take each from a `Map`.',
    lazyRelation: 'Load `{{relation}}` with the rows (`include`) and use the property: the getter always queries.',
  },
};
