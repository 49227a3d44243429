import { mikroOrmBulk } from './bulk/mikro-orm-bulk.js';
import { mikroOrmEager } from './eager/mikro-orm-eager.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';
import { mikroOrmRows } from './per-row/mikro-orm-rows.js';

const PACKAGES = [
  'core',
  'postgresql',
  'mysql',
  'mariadb',
  'sqlite',
  'better-sqlite',
  'libsql',
  'mssql',
  'mongodb',
  'knex',
  'sql',
  'nestjs',
  'decorators',
];
const LAZY: MemberFacts = { executes: 'read', isLazyRelation: true };
/** Does nothing where the relation was loaded before; `{ dataloader: true }` sends all of one tick together. */
const LOAD: MemberFacts = { ...LAZY, isSkippedWhenLoaded: true, batchingOption: 'dataloader', eagerArgument: 0 };
const WRITES = ['insert', 'insertMany', 'upsert', 'upsertMany', 'nativeUpdate', 'nativeDelete'] as const;
const IN_MEMORY = {} as const satisfies MemberFacts;

/** Finders of a handle whose model is known, or is named by its first argument. */
function finders(modelArgument?: 0): Record<string, MemberFacts> {
  const model = modelArgument === undefined ? {} : { modelArgument };
  const first = modelArgument === undefined ? 0 : 1;
  const where = { eagerArgument: first + 1 };
  return {
    find: { executes: 'read', returns: { is: 'rows', ...model }, ...where },
    findAll: { executes: 'read', returns: { is: 'rows', ...model }, eagerArgument: first },
    stream: { executes: 'read', returns: { is: 'rows', ...model }, eagerArgument: first },
    findByCursor: { executes: 'read', returns: { is: 'rows', ...model }, ...where },
    ...each(['findOne', 'findOneOrFail'], { executes: 'read', returns: { is: 'row', ...model }, ...where }),
    findAndCount: { executes: 'read', returns: { is: 'rows-and-count', ...model }, ...where },
    ...each(['count', 'countBy'], { executes: 'read' }),
    populate: { executes: 'read', returns: { is: 'argument', argument: 0 }, populates: { rows: 0, paths: 1 } },
    ...each(WRITES, { executes: 'write' }),
    ...each(['create', 'getReference', 'map', 'merge'], { returns: { is: 'row', ...model } }),
    assign: { returns: { is: 'argument', argument: 0 } },
    canPopulate: IN_MEMORY,
    ...each(['createQueryBuilder', 'qb'], { returns: { is: 'role', role: 'queryBuilder', ...model } }),
    getKnex: { returns: { is: 'export', package: 'knex', name: 'Knex' } },
  };
}

const entityManager: RoleFacts = {
  label: 'EntityManager',
  isConnection: true,
  members: {
    ...finders(0),
    ...each(['refresh', 'refreshOrFail', 'lock'], { executes: 'read', returns: { is: 'argument', argument: 0 } }),
    ...each(['flush', 'tryFlush', 'commit', 'persistAndFlush', 'removeAndFlush'], { executes: 'write' }),
    ...each(['execute', 'callRoutine'], { executes: 'sql' }),
    refreshMaterializedView: { executes: 'write' },
    getKysely: { returns: { is: 'export', package: 'kysely', name: 'Kysely' } },
    // Copies the row in the database and reads the copy.
    clone: { executes: 'write', returns: { is: 'row' } },
    ...each(['transactional', 'withSessionContext'], { callback: { parameters: ['entityManager'] } }),
    ...each(['fork', 'clear', 'persist', 'remove', 'getContext'], { returns: { is: 'self' } }),
    ...each(['getRepository', 'repo'], {
      returns: { is: 'role', role: 'repository', modelArgument: 0, namedBy: 'repository' },
    }),
    getConnection: { returns: { is: 'role', role: 'connection' } },
  },
};

const repository: RoleFacts = {
  label: 'EntityRepository',
  members: {
    ...finders(),
    ...each(['flush', 'persistAndFlush', 'removeAndFlush'], { executes: 'write' }),
    getEntityManager: { returns: { is: 'role', role: 'entityManager' } },
    em: { isProperty: true, returns: { is: 'role', role: 'entityManager' } },
  },
};

const queryBuilder: RoleFacts = {
  label: 'QueryBuilder',
  awaited: 'read',
  others: { returns: { is: 'self' } },
  members: {
    ...each(['getResult', 'getResultList'], { executes: 'read', returns: { is: 'rows' } }),
    getSingleResult: { executes: 'read', returns: { is: 'row' } },
    getResultAndCount: { executes: 'read', returns: { is: 'rows-and-count' } },
    ...each(['getCount', 'execute', 'stream'], { executes: 'read' }),
    ...each(['insert', 'update', 'delete', 'truncate'], { returns: { is: 'role', role: 'writeBuilder' } }),
    ...each(['getQuery', 'toQuery', 'getFormattedQuery', 'getParams', 'as', 'hasFlag', 'getNextAlias'], IN_MEMORY),
    ...each(['getKnex', 'getKnexQuery'], { returns: { is: 'export', package: 'knex', name: 'QueryBuilder' } }),
  },
};

const collection: RoleFacts = {
  label: 'Collection',
  members: {
    load: LOAD,
    loadItems: { ...LOAD, returns: { is: 'rows' } },
    // These ask again, whatever was loaded before.
    ...each(['init', 'loadCount'], LAZY),
    matching: { ...LAZY, returns: { is: 'rows' }, eagerArgument: 0 },
    ...each(['getItems', 'toArray', 'filter', 'slice'], { returns: { is: 'rows' } }),
    find: { returns: { is: 'row' } },
    ...each(
      ['add', 'remove', 'removeAll', 'set', 'contains', 'count', 'exists', 'isEmpty', 'isInitialized', 'isDirty'],
      IN_MEMORY,
    ),
    ...each(['map', 'reduce', 'indexBy', 'getIdentifiers', 'toJSON'], IN_MEMORY),
    $: { isProperty: true, returns: { is: 'self' } },
    get: { returns: { is: 'self' } },
  },
};

const reference: RoleFacts = {
  label: 'Reference',
  members: {
    ...each(['load', 'loadOrFail'], { ...LOAD, returns: { is: 'row' } }),
    loadProperty: LOAD,
    ...each(['unwrap', 'getEntity', 'get'], { returns: { is: 'row' } }),
    ...each(['getProperty', 'isInitialized', 'populated', 'toJSON'], IN_MEMORY),
    $: { isProperty: true, returns: { is: 'row' } },
  },
};

/** A class that extends BaseEntity, and what `wrap` gives for any entity. */
const entity: RoleFacts = {
  label: 'BaseEntity',
  members: {
    init: LAZY,
    ...each(['load', 'loadOrFail'], LOAD),
    populate: { executes: 'read' },
    ...each(['isInitialized', 'populated', 'toObject', 'toPOJO', 'serialize', 'assign'], IN_MEMORY),
    toReference: { returns: { is: 'role', role: 'reference' } },
  },
};

/**
 * MikroORM 5 to 7.
 *
 * @see https://mikro-orm.io/docs/collections
 */
export const mikroOrm: OrmFacts = {
  name: 'MikroORM',
  packages: PACKAGES.map((name) => `@mikro-orm/${name}`),
  exports: {
    ...Object.fromEntries(['EntityManager', 'SqlEntityManager'].map((name) => [name, { role: 'entityManager' }])),
    ...Object.fromEntries(['EntityRepository', 'SqlEntityRepository'].map((name) => [name, { role: 'repository' }])),
    QueryBuilder: { role: 'queryBuilder' },
    ...Object.fromEntries(['SelectQueryBuilder', 'CountQueryBuilder'].map((name) => [name, { role: 'queryBuilder' }])),
    ...Object.fromEntries(
      ['InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder', 'TruncateQueryBuilder'].map((name) => [
        name,
        { role: 'writeBuilder' },
      ]),
    ),
    ...Object.fromEntries(['AbstractSqlConnection', 'Connection'].map((name) => [name, { role: 'connection' }])),
    ...Object.fromEntries(['MikroORM', 'SqlMikroORM'].map((name) => [name, { role: 'orm', staticRole: 'orm' }])),
    Collection: { role: 'collection' },
    ...Object.fromEntries(
      ['Ref', 'Reference', 'IdentifiedReference', 'ScalarReference'].map((name) => [name, { role: 'reference' }]),
    ),
    EntitySchema: { role: 'entitySchema' },
    defineEntity: { returns: { is: 'role', role: 'entitySchema' } },
    ref: { returns: { is: 'role', role: 'reference' } },
    ...Object.fromEntries(
      ['BaseEntity', 'LoadableBaseEntity', 'LoadableEntity'].map((name) => [name, { role: 'entity' }]),
    ),
    IWrappedEntity: { role: 'entity' },
    wrap: { returns: { is: 'role', role: 'entity' } },
  },
  roles: {
    entityManager,
    repository,
    queryBuilder,
    writeBuilder: {
      label: 'QueryBuilder',
      awaited: 'write',
      others: { returns: { is: 'self' } },
      members: { execute: { executes: 'write' } },
    },
    orm: {
      label: 'MikroORM',
      members: {
        em: { isProperty: true, returns: { is: 'role', role: 'entityManager' } },
        ...each(['init', 'initSync'], { returns: { is: 'self' } }),
      },
    },
    connection: {
      label: 'Connection',
      isConnection: true,
      members: {
        ...each(['execute', 'executeQuery', 'stream'], { executes: 'sql' }),
        transactional: { callback: { parameters: [] } },
        getKnex: { returns: { is: 'export', package: 'knex', name: 'Knex' } },
      },
    },
    collection,
    reference,
    entity,
    entitySchema: { label: 'EntitySchema', isSchema: true, members: {} },
  },
  relations: {
    decorators: ['OneToOne', 'OneToMany', 'ManyToOne', 'ManyToMany'],
    isLazyByPromiseType: false,
    alwaysOption: 'eager',
    eagerOption: 'populate',
    eagerEverything: ['*', '$infer'],
    eagerMethods: ['leftJoinAndSelect', 'innerJoinAndSelect', 'joinAndSelect', 'leftJoinLateralAndSelect'],
  },
  entities: ['Entity', 'EntitySchema', 'defineEntity'],
  recognisedBy: [
    {
      role: 'entityManager',
      members: [
        ...['find', 'findOne', 'findOneOrFail', 'findAndCount', 'findByCursor', 'findAll', 'count', 'stream'],
        ...['insert', 'insertMany', 'upsert', 'upsertMany', 'nativeUpdate', 'nativeDelete', 'create', 'getReference'],
        ...['getRepository', 'createQueryBuilder'],
      ],
      by: 'entity',
    },
  ],
  eager: mikroOrmEager,
  bulk: mikroOrmBulk,
  rows: mikroOrmRows,
  advice: {
    read: 'Load them with the rows (`populate: […]`), or all at once before the loop (`{ id: { $in: ids } }`) and take each from a `Map`.',
    lazyRelation: 'Load it with the rows: add it to `populate` of their query, or call `em.populate(rows, […])` once.',
  },
};
