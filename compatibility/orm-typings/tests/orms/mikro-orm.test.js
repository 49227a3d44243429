import { mikroOrm } from '../../src/orms/mikro-orm.js';
import { testTypings } from './typings-tester.js';

testTypings(mikroOrm, {
  versions: [
    {
      packages: ['@mikro-orm/core', '@mikro-orm/postgresql'],
      types: {
        connection: '$1.PostgreSqlConnection',
        writeBuilder: 'ReturnType<$1.QueryBuilder<object>["insert"]>',
        reference: '$0.LoadedReference<{ id: number }>',
        collection: '$0.LoadedCollection<{ id: number }>',
      },
    },
  ],
  notInstalled: {
    'was there until version 5': [
      'IdentifiedReference',
      ...['flush', 'persistAndFlush', 'removeAndFlush'].map((name) => `repository.${name}`),
    ],
    'was there until version 6': [
      '*.getKnex',
      ...['persistAndFlush', 'removeAndFlush'].map((name) => `entityManager.${name}`),
      ...['orm.initSync', 'queryBuilder.getKnexQuery'],
    ],
  },
  noQuery: {
    'is about connections and transactions': [
      ...['begin', 'commit', 'rollback', 'close', 'connect', 'isConnected', 'createKysely*', 'getNativeClient'].map(
        (name) => `connection.${name}`,
      ),
      ...['checkConnection', 'ensureConnection', 'initClient', 'onConnect'].map((name) => `connection.${name}`),
      ...['begin', 'rollback'].map((name) => `entityManager.${name}`),
      ...['checkConnection', 'close', 'connect', 'init', 'isConnected', 'reconnect'].map((name) => `orm.${name}`),
    ],
    'runs a file of SQL, as seeds and schemas do': ['connection.executeDump'],
    'is called by the listed methods only': [
      ...['callRoutine', 'callRoutineFunction'].map((name) => `connection.${name}`),
      ...['applyFilters', 'autoJoinRefsForFilters', 'getJoinedFilters', 'preparePopulate', 'process*'].map(
        (name) => `entityManager.${name}`,
      ),
      ...['tryCache', 'storeCache', 'clearCache', 'getDataLoader'].map((name) => `entityManager.${name}`),
    ],
  },
  otherExports: {
    'is what drivers, connections and the schema are made of': [
      ...['*Connection', '*Driver', '*SchemaHelper', '*SchemaGenerator', 'DatabaseSchema', 'OraclePool'],
      ...['IEntityGenerator', 'IMigrationGenerator', 'IMigrationRunner', 'IMigrator', 'IMigratorStorage'],
      ...['ISeedManager', 'MetadataDiscovery', 'MikroKyselyPlugin'],
    ],
    'works behind the entity manager': [
      ...['*CacheAdapter', 'ChangeSetPersister', 'EntityLoader', 'EventManager', 'RunQueryBuilder'],
      ...['TransactionEventBroadcaster', 'TransactionManager', 'UnitOfWork', 'Utils', 'WrappedEntity'],
    ],
    'is the entity manager of a driver, which is exported as `EntityManager`': ['BasePostgreSqlEntityManager'],
    'is loaded, as its type says': ['LoadedReference', 'LoadedCollection'],
    'has a table of its own': ['Kysely'],
  },
});
