import { typeormBulk } from './bulk/typeorm-bulk.js';
import { typeormEager } from './eager/typeorm-eager.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';
import { typeormRows } from './per-row/typeorm-rows.js';

const WRITES = [
  'save',
  'insert',
  'upsert',
  'update',
  'updateAll',
  'delete',
  'deleteAll',
  'remove',
  'softRemove',
  'softDelete',
  'recover',
  'restore',
  'increment',
  'decrement',
  'clear',
] as const;
const NUMBERS = ['count', 'countBy', 'exists', 'existsBy', 'sum', 'average', 'minimum', 'maximum'] as const;
const ONE = ['findOne', 'findOneBy', 'findOneOrFail', 'findOneByOrFail', 'findOneById', 'preload'] as const;
const MANY = ['find', 'findBy', 'findByIds'] as const;
const MANY_AND_COUNT = ['findAndCount', 'findAndCountBy'] as const;

/** Static writes of a class that extends BaseEntity. */
const ACTIVE_RECORD_WRITES = [
  'save',
  'insert',
  'upsert',
  'update',
  'delete',
  'remove',
  'softRemove',
  'clear',
] as const satisfies readonly (typeof WRITES)[number][];

/** Finders of a handle whose model is known, or is named by its first argument. */
function finders(modelArgument?: 0, writes: readonly string[] = WRITES): Record<string, MemberFacts> {
  const model = modelArgument === undefined ? {} : { modelArgument };
  const eagerArgument = modelArgument === undefined ? 0 : 1;
  return {
    ...each(NUMBERS, { executes: 'read' }),
    ...each(ONE, { executes: 'read', returns: { is: 'row', ...model }, eagerArgument }),
    ...each(MANY, { executes: 'read', returns: { is: 'rows', ...model }, eagerArgument }),
    ...each(MANY_AND_COUNT, { executes: 'read', returns: { is: 'rows-and-count', ...model }, eagerArgument }),
    ...each(writes, { executes: 'write', returns: { is: 'argument', argument: modelArgument === undefined ? 0 : 1 } }),
  };
}

const SQL: MemberFacts = { executes: 'sql' };
const QUERY_BUILDER: MemberFacts = { returns: { is: 'role', role: 'queryBuilder' } };
const TRANSACTION: MemberFacts = { callback: { parameters: ['entityManager'] } };

const repository: RoleFacts = {
  label: 'Repository',
  members: {
    ...finders(),
    exist: { executes: 'read' },
    ...each(['findTrees', 'findRoots', 'findDescendants', 'findAncestors'], {
      executes: 'read',
      returns: { is: 'rows' },
    }),
    ...each(['findDescendantsTree', 'findAncestorsTree'], { executes: 'read', returns: { is: 'row' } }),
    ...each(['countDescendants', 'countAncestors'], { executes: 'read' }),
    query: SQL,
    sql: SQL,
    create: { returns: { is: 'row' } },
    createQueryBuilder: QUERY_BUILDER,
    extend: { returns: { is: 'extended', argument: 0 } },
    manager: { isProperty: true, returns: { is: 'role', role: 'entityManager' } },
    queryRunner: { isProperty: true, returns: { is: 'role', role: 'queryRunner' } },
  },
};

/** The base class of custom repositories in TypeORM 0.2. */
const abstractRepository: RoleFacts = {
  label: 'AbstractRepository',
  members: {
    manager: { isProperty: true, returns: { is: 'role', role: 'entityManager' } },
    repository: { isProperty: true, returns: { is: 'role', role: 'repository' } },
    treeRepository: { isProperty: true, returns: { is: 'role', role: 'repository' } },
    getRepositoryFor: { returns: { is: 'role', role: 'repository', modelArgument: 0 } },
    createQueryBuilder: QUERY_BUILDER,
    createQueryBuilderFor: { returns: { is: 'role', role: 'queryBuilder', modelArgument: 0 } },
  },
};

const entityManager: RoleFacts = {
  label: 'EntityManager',
  isConnection: true,
  members: {
    ...finders(0),
    query: SQL,
    sql: SQL,
    transaction: TRANSACTION,
    create: { returns: { is: 'row', modelArgument: 0 } },
    createQueryBuilder: { returns: { is: 'role', role: 'queryBuilder', modelArgument: 0 } },
    getRepository: { returns: { is: 'role', role: 'repository', modelArgument: 0 } },
    getTreeRepository: { returns: { is: 'role', role: 'repository', modelArgument: 0 } },
    getCustomRepository: { returns: { is: 'instance', argument: 0 } },
    withRepository: { returns: { is: 'argument', argument: 0 } },
    connection: { isProperty: true, returns: { is: 'role', role: 'dataSource' } },
    dataSource: { isProperty: true, returns: { is: 'role', role: 'dataSource' } },
    queryRunner: { isProperty: true, returns: { is: 'role', role: 'queryRunner' } },
  },
};

const dataSource: RoleFacts = {
  label: 'DataSource',
  isConnection: true,
  members: {
    query: SQL,
    sql: SQL,
    transaction: TRANSACTION,
    createQueryBuilder: { returns: { is: 'role', role: 'queryBuilder', modelArgument: 0 } },
    createQueryRunner: { returns: { is: 'role', role: 'queryRunner' } },
    createEntityManager: { returns: { is: 'role', role: 'entityManager' } },
    getRepository: { returns: { is: 'role', role: 'repository', modelArgument: 0 } },
    getTreeRepository: { returns: { is: 'role', role: 'repository', modelArgument: 0 } },
    getCustomRepository: { returns: { is: 'instance', argument: 0 } },
    manager: { isProperty: true, returns: { is: 'role', role: 'entityManager' } },
    initialize: { returns: { is: 'self' } },
    connect: { returns: { is: 'self' } },
  },
};

const queryRunner: RoleFacts = {
  label: 'QueryRunner',
  isConnection: true,
  members: {
    query: SQL,
    sql: SQL,
    stream: { executes: 'read' },
    manager: { isProperty: true, returns: { is: 'role', role: 'entityManager' } },
    connection: { isProperty: true, returns: { is: 'role', role: 'dataSource' } },
  },
};

const queryBuilder: RoleFacts = {
  label: 'QueryBuilder',
  others: { returns: { is: 'self' } },
  members: {
    from: { returns: { is: 'role', role: 'queryBuilder', modelArgument: 0 } },
    ...each(['insert', 'update', 'delete', 'softDelete', 'restore'], { returns: { is: 'role', role: 'writeBuilder' } }),
    relation: { returns: { is: 'role', role: 'relationBuilder' } },
    ...each(['getOne', 'getOneOrFail'], { executes: 'read', returns: { is: 'row' } }),
    getMany: { executes: 'read', returns: { is: 'rows' } },
    getManyAndCount: { executes: 'read', returns: { is: 'rows-and-count' } },
    ...each(['getRawOne', 'getRawMany', 'getRawAndEntities', 'getCount', 'getExists', 'stream'], { executes: 'read' }),
    execute: { executes: 'read' },
    ...each(['getQuery', 'getSql', 'getParameters', 'getQueryAndParameters'], {}),
  },
};

const writeBuilder: RoleFacts = {
  label: 'QueryBuilder',
  others: { returns: { is: 'self' } },
  members: { execute: { executes: 'write' } },
};

const relationBuilder: RoleFacts = {
  label: 'RelationQueryBuilder',
  others: { returns: { is: 'self' } },
  members: {
    ...each(['loadOne', 'loadMany'], { executes: 'read' }),
    ...each(['add', 'set', 'remove', 'addAndRemove'], { executes: 'write' }),
  },
};

/** Static members of a class that extends BaseEntity: the class is its own model. */
const activeRecord: RoleFacts = {
  label: 'BaseEntity',
  members: {
    ...finders(undefined, ACTIVE_RECORD_WRITES),
    query: SQL,
    create: { returns: { is: 'row' } },
    createQueryBuilder: QUERY_BUILDER,
    getRepository: { returns: { is: 'role', role: 'repository' } },
  },
};

const activeRow: RoleFacts = {
  label: 'BaseEntity',
  members: {
    ...each(['save', 'remove', 'softRemove', 'recover'], { executes: 'write', returns: { is: 'self' } }),
    reload: { executes: 'read' },
  },
};

const newHandle = (role: string, modelArgument?: number) =>
  ({ returns: { is: 'role', role, ...(modelArgument === undefined ? {} : { modelArgument }) } }) as const;

/**
 * TypeORM 0.2 to 1.1.
 *
 * @see https://typeorm.io/docs/working-with-entity-manager/repository-api
 */
export const typeorm: OrmFacts = {
  name: 'TypeORM',
  packages: ['typeorm'],
  exports: {
    DataSource: { role: 'dataSource' },
    Connection: { role: 'dataSource' },
    EntityManager: { role: 'entityManager' },
    QueryRunner: { role: 'queryRunner' },
    ...Object.fromEntries(['Repository', 'TreeRepository'].map((name) => [name, { role: 'repository' }])),
    AbstractRepository: { role: 'abstractRepository' },
    QueryBuilder: { role: 'queryBuilder' },
    SelectQueryBuilder: { role: 'queryBuilder' },
    ...Object.fromEntries(
      ['InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder'].map((name) => [
        name,
        { role: 'writeBuilder' },
      ]),
    ),
    RelationQueryBuilder: { role: 'relationBuilder' },
    EntitySchema: { role: 'entitySchema' },
    BaseEntity: { role: 'activeRow', staticRole: 'activeRecord' },
    getRepository: newHandle('repository', 0),
    getTreeRepository: newHandle('repository', 0),
    getCustomRepository: { returns: { is: 'instance', argument: 0 } },
    getManager: newHandle('entityManager'),
    ConnectionManager: { role: 'connectionManager' },
    getConnectionManager: newHandle('connectionManager'),
    getConnection: newHandle('dataSource'),
    createConnection: newHandle('dataSource'),
    createQueryBuilder: newHandle('queryBuilder', 0),
  },
  roles: {
    repository,
    abstractRepository,
    entityManager,
    dataSource,
    connectionManager: {
      label: 'ConnectionManager',
      members: { ...each(['get', 'create'], { returns: { is: 'role', role: 'dataSource' } }) },
    },
    queryRunner,
    queryBuilder,
    writeBuilder,
    relationBuilder,
    activeRecord,
    activeRow,
    entitySchema: { label: 'EntitySchema', isSchema: true, members: {} },
  },
  entities: ['Entity', 'ChildEntity', 'ViewEntity', 'EntitySchema'],
  recognisedBy: [
    {
      role: 'entityManager',
      members: [...Object.keys(finders(0)), 'getRepository', 'createQueryBuilder'],
      by: 'entity',
    },
    { role: 'repository', members: ['find', 'findBy', 'findOne', 'findOneBy', 'count', 'countBy'], by: 'operator' },
  ],
  relations: {
    decorators: ['OneToOne', 'OneToMany', 'ManyToOne', 'ManyToMany'],
    isLazyByPromiseType: true,
    lazyOption: 'lazy',
    alwaysOption: 'eager',
    eagerOption: 'relations',
    eagerMethods: [
      'leftJoinAndSelect',
      'innerJoinAndSelect',
      'leftJoinAndMapOne',
      'leftJoinAndMapMany',
      'innerJoinAndMapOne',
      'innerJoinAndMapMany',
    ],
  },
  eager: typeormEager,
  bulk: typeormBulk,
  rows: typeormRows,
  advice: {
    read: 'Load them with the rows (`relations: { … }`), or all at once before the loop (`In(ids)`) and take each from a `Map`.',
    lazyRelation: 'Load `{{relation}}` with the rows: add `relations: { {{relation}}: true }` to their query.',
  },
};
