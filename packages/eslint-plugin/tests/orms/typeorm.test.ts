import { expect, it } from 'vitest';
import { typeorm } from '../../src/orms/typeorm.js';
import { readTypings } from '../support/typings.js';
import { testTypings } from './typings-tester.js';

const SCHEMA = ['get', 'has', 'create', 'update', 'drop', 'add', 'rename', 'change', 'clear', 'executeMemory'];

testTypings(typeorm, {
  versions: [{ packages: ['typeorm'] }, { packages: ['typeorm-0.3'] }],
  noQuery: {
    'opens or closes a connection': [
      ...['initialize', 'connect', 'destroy', 'close'].map((name) => `dataSource.${name}`),
      ...['connect', 'release'].map((name) => `queryRunner.${name}`),
      'entityManager.release',
    ],
    'opens or ends a transaction': [
      ...['startTransaction', 'commitTransaction', 'rollbackTransaction'].map((name) => `queryRunner.${name}`),
    ],
    'changes or lists the schema, as migrations do': [
      ...['synchronize', 'dropDatabase', 'runMigrations', 'undoLastMigration', 'showMigrations'].map(
        (name) => `dataSource.${name}`,
      ),
      ...['beforeMigration', 'afterMigration'].map((name) => `queryRunner.${name}`),
      ...SCHEMA.map((verb) => `queryRunner.${verb}*`),
    ],
    'is inherited and never called on a builder of relations': ['relationBuilder.execute'],
    'is protected and called by the listed methods only': [
      'dataSource.buildMetadatas',
      'entityManager.incrementOrDecrementBy',
      ...['executeCountQuery', 'executeEntitiesAndRawResults', 'executeExistsQuery', 'loadRawResults'].map(
        (name) => `queryBuilder.${name}`,
      ),
    ],
  },
  otherExports: {
    'belongs to migrations and drivers': [
      'ConnectionOptionsReader',
      'Driver',
      'MigrationExecutor',
      'MigrationInterface',
    ],
    'is about MongoDB': [
      'MongoEntityManager',
      'MongoRepository',
      ...['AbstractCursor', 'Admin', 'AggregationCursor', 'BulkOperationBase', 'ChangeStream', 'ClientSession'],
      ...['Collection', 'Db', 'FindCursor', 'GridFSBucket*', 'ListCollectionsCursor', 'ListIndexesCursor'],
      ...['MongoClient', 'OrderedBulkOperation', 'UnorderedBulkOperation'],
    ],
  },
});

it('knows every method of a query builder of TypeORM that loads a relation with the rows', () => {
  const builder = readTypings(['typeorm']).exports.get('SelectQueryBuilder')?.instance ?? [];
  const joining = builder.map(({ name }) => name).filter((name) => /JoinAnd(?:Select|Map)/.test(name));
  expect([...(typeorm.relations?.eagerMethods ?? [])].sort()).toEqual(joining.sort());
});

it('names the decorators by which TypeORM declares relations', () => {
  const exports = [...readTypings(['typeorm']).exports.keys()];
  const decorators = exports.filter((name) => /^(?:One|Many)To(?:One|Many)$/.test(name));
  expect([...(typeorm.relations?.decorators ?? [])].sort()).toEqual(decorators.sort());
});
