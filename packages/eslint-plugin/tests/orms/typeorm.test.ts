import { describe, expect, it } from 'vitest';
import { typeorm } from '../../src/orms/typeorm.js';
import {
  asyncClassesNotListed,
  asyncMethodsNotListed,
  exportsNotDeclared,
  membersNotDeclared,
} from '../support/check-table.js';
import { exportsOfPackage } from '../support/typings.js';

const declared = exportsOfPackage('typeorm');

/** Functions and classes that TypeORM 0.2 and 0.3 exported. */
const OLDER_EXPORTS = [
  'AbstractRepository',
  'Connection',
  'SoftDeleteQueryBuilder',
  'createConnection',
  'createQueryBuilder',
  'getConnection',
  'getCustomRepository',
  'getManager',
  'getRepository',
  'getTreeRepository',
];

/** Methods that TypeORM 0.2 and 0.3 had. */
const OLDER_FINDERS = ['exist', 'findByIds', 'findOneById'];
const OLDER_MEMBERS = [
  ...['repository', 'entityManager', 'activeRecord'].flatMap((role) => OLDER_FINDERS.map((name) => `${role}.${name}`)),
  'entityManager.getCustomRepository',
  'dataSource.connect',
  'dataSource.getCustomRepository',
];

/** Opens, closes and guards connections; a transaction runs what its callback runs. */
const CONNECTION = [
  'dataSource.initialize',
  'dataSource.destroy',
  'dataSource.transaction',
  'entityManager.transaction',
  'entityManager.release',
  ...[
    'connect',
    'release',
    'startTransaction',
    'commitTransaction',
    'rollbackTransaction',
    'beforeMigration',
    'afterMigration',
  ].map((name) => `queryRunner.${name}`),
];

/** Looks at or changes the schema: migrations do, which run once. */
const isAboutSchema = (name: string): boolean =>
  /^dataSource\.(?:synchronize|dropDatabase|runMigrations|undoLastMigration|showMigrations)$/.test(name) ||
  /^queryRunner\.(?:get|has|create|update|drop|add|rename|change|clear|executeMemory)[A-Z]/.test(name);

/** Is inherited and never called on a builder of relations, which has `of` and the methods behind it. */
const NOT_CALLED = ['relationBuilder.execute'];

describe('the table of TypeORM', () => {
  it('lists exports that the installed version has, or that older versions had', () => {
    expect(exportsNotDeclared(typeorm, declared).sort()).toEqual(OLDER_EXPORTS);
  });

  it('lists members that the installed version has, or that older versions had', () => {
    expect(membersNotDeclared(typeorm, declared).sort()).toEqual(OLDER_MEMBERS.sort());
  });

  it('says of every asynchronous method that it sends a query, but for these', () => {
    const others = asyncMethodsNotListed(typeorm, declared).filter((name) => !isAboutSchema(name));
    expect(others.sort()).toEqual([...CONNECTION, ...NOT_CALLED].sort());
  });

  it('lists every class with asynchronous methods, but for those of migrations, drivers and MongoDB', () => {
    expect(asyncClassesNotListed(typeorm, declared).sort()).toEqual([
      'ConnectionOptionsReader',
      'Driver',
      'MigrationExecutor',
      'MigrationInterface',
      'MongoEntityManager',
      'MongoRepository',
    ]);
  });

  it('names roles that it describes', () => {
    const named = JSON.stringify(typeorm).matchAll(/"(?:role|staticRole)":"(\w+)"/g);
    for (const [, role = ''] of named) expect(Object.keys(typeorm.roles)).toContain(role);
  });

  it('names decorators of relations, and methods that join, which exist', () => {
    const builder = declared.get('SelectQueryBuilder')?.instance.map(({ name }) => name);
    expect([...declared.keys()]).toEqual(expect.arrayContaining([...(typeorm.relations?.decorators ?? [])]));
    expect(builder).toEqual(expect.arrayContaining([...(typeorm.relations?.eagerMethods ?? [])]));
  });

  it('knows every method of a query builder that loads a relation with the rows', () => {
    const builder = declared.get('SelectQueryBuilder')?.instance.map(({ name }) => name) ?? [];
    const joining = builder.filter((name) => /JoinAnd(?:Select|Map)/.test(name));
    expect([...(typeorm.relations?.eagerMethods ?? [])].sort()).toEqual(joining.sort());
  });
});
