import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';

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

/** Finders of a handle whose model is known, or is named by its first argument. */
function finders(modelArgument?: 0): Record<string, MemberFacts> {
  const model = modelArgument === undefined ? {} : { modelArgument };
  return {
    ...each(['find', 'findAll'], { executes: 'read', returns: { is: 'rows', ...model } }),
    ...each(['findOne', 'findOneOrFail'], { executes: 'read', returns: { is: 'row', ...model } }),
    findAndCount: { executes: 'read', returns: { is: 'rows-and-count', ...model } },
    ...each(['findByCursor', 'count', 'countBy', 'populate', 'refresh', 'lock', 'stream'], { executes: 'read' }),
    ...each(['insert', 'insertMany', 'upsert', 'upsertMany', 'nativeUpdate', 'nativeDelete'], { executes: 'write' }),
    create: { returns: { is: 'row', ...model } },
    ...each(['getReference', 'map', 'merge'], { returns: { is: 'row', ...model } }),
    ...each(['createQueryBuilder', 'qb'], { returns: { is: 'role', role: 'queryBuilder', ...model } }),
  };
}

const entityManager: RoleFacts = {
  label: 'EntityManager',
  isConnection: true,
  members: {
    ...finders(0),
    ...each(['flush', 'commit', 'persistAndFlush', 'removeAndFlush'], { executes: 'write' }),
    execute: { executes: 'sql' },
    ...each(['transactional'], { callback: { parameters: ['entityManager'] } }),
    ...each(['fork', 'clear', 'persist', 'remove'], { returns: { is: 'self' } }),
    ...each(['getRepository', 'repo'], { returns: { is: 'role', role: 'repository', modelArgument: 0 } }),
    getConnection: { returns: { is: 'role', role: 'connection' } },
  },
};

const repository: RoleFacts = {
  label: 'EntityRepository',
  members: {
    ...finders(),
    ...each(['flush', 'persistAndFlush', 'removeAndFlush'], { executes: 'write' }),
    getEntityManager: { returns: { is: 'role', role: 'entityManager' } },
    ...each(['em', '_em'], { isProperty: true, returns: { is: 'role', role: 'entityManager' } }),
  },
};

const queryBuilder: RoleFacts = {
  label: 'QueryBuilder',
  awaited: 'read',
  others: { returns: { is: 'self' } },
  members: {
    ...each(['getResult', 'getResultList'], { executes: 'read', returns: { is: 'rows' } }),
    getSingleResult: { executes: 'read', returns: { is: 'row' } },
    ...each(['getResultAndCount', 'getCount', 'execute', 'stream'], { executes: 'read' }),
    ...each(['insert', 'update', 'delete', 'truncate'], { returns: { is: 'role', role: 'writeBuilder' } }),
    ...each(['getQuery', 'getFormattedQuery', 'getKnexQuery', 'getParams', 'as'], {}),
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
    MikroORM: { role: 'orm', staticRole: 'orm' },
    Collection: { role: 'collection' },
    ...Object.fromEntries(['Ref', 'Reference', 'IdentifiedReference'].map((name) => [name, { role: 'reference' }])),
    ref: { returns: { is: 'role', role: 'reference' } },
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
        init: { returns: { is: 'self' } },
      },
    },
    connection: { label: 'Connection', isConnection: true, members: { execute: { executes: 'sql' } } },
    collection: {
      label: 'Collection',
      members: {
        ...each(['init', 'load', 'loadCount'], LAZY),
        ...each(['loadItems', 'matching'], { ...LAZY, returns: { is: 'rows' } }),
        ...each(['getItems', 'toArray', 'filter', 'slice'], { returns: { is: 'rows' } }),
        ...each(['find'], { returns: { is: 'row' } }),
      },
    },
    reference: {
      label: 'Reference',
      members: {
        ...each(['load', 'loadOrFail'], { ...LAZY, returns: { is: 'row' } }),
        loadProperty: LAZY,
        ...each(['unwrap', 'getEntity'], { returns: { is: 'row' } }),
        $: { isProperty: true, returns: { is: 'row' } },
      },
    },
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
  advice: {
    read: 'Load them with the rows (`populate: […]`), or all at once before the loop (`{ id: { $in: ids } }`) and take each from a `Map`.',
    lazyRelation: 'Load it with the rows: add it to `populate` of their query, or call `em.populate(rows, […])` once.',
  },
};
