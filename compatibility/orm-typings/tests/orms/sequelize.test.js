import { sequelize } from '../../src/orms/sequelize.js';
import { testTypings } from './typings-tester.js';

testTypings(sequelize, {
  versions: [
    {
      packages: ['@sequelize/core'],
      types: {
        page: '{ rows: unknown[]; count: number }',
        models: '$0.Sequelize["models"]',
        associationGetter: '$0.HasManyGetAssociationsMixin<$0.Model>',
        associationSetter: '$0.HasManySetAssociationsMixin<$0.Model, number>',
      },
    },
  ],
  notInstalled: {
    'was there until version 5': ['sequelize.import'],
    'was there until version 6': ['ModelCtor', 'QueryInterface', 'queryInterface.delete', 'row.hasHook*'],
    'belongs to sequelize-typescript': ['Repository', 'row.$*', 'sequelize.getRepository'],
  },
  noQuery: {
    'changes or lists the schema': [
      ...['describe', 'drop', 'sync'].map((name) => `model.${name}`),
      ...['createSchema', 'drop*', 'showAllSchemas', 'sync'].map((name) => `sequelize.${name}`),
      ...['add*', 'change*', 'create*', 'describe*', 'drop*', 'list*', 'remove*', 'rename*', 'show*'].map(
        (name) => `queryInterface.${name}`,
      ),
      ...['assertTableHasColumn', 'nameIndexes', 'tableExists'].map((name) => `queryInterface.${name}`),
    ],
    'is about connections and transactions': [
      ...['authenticate', 'close', 'fetchDatabaseVersion', 'setSessionVariables'].map((name) => `sequelize.${name}`),
      ...['startUnmanagedTransaction', 'validate'].map((name) => `sequelize.${name}`),
      ...['_*', 'deferConstraints', 'fetchDatabaseVersion'].map((name) => `queryInterface.${name}`),
      ...['unsafeToggleForeignKeyChecks', 'withoutForeignKeyChecks'].map((name) => `queryInterface.${name}`),
    ],
    'is not for applications, as its name says': ['model._UNSTABLE_destroyMany'],
    'runs validators, in memory': ['row.validate'],
  },
  otherExports: {
    'is what dialects are made of': ['AbstractConnectionManager', 'AbstractQuery'],
    'is what models and their relations are made of': ['*Association', 'ModelRepository'],
    'is only ended': ['Transaction'],
  },
});
