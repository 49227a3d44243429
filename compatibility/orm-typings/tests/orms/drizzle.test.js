import { drizzle } from '../../src/orms/drizzle.js';
import { testTypings } from './typings-tester.js';

const SELECT = 'ReturnType<ReturnType<$0.NodePgDatabase["select"]>["from"]>';
const INSERT = 'ReturnType<ReturnType<$0.NodePgDatabase["insert"]>["values"]>';
const SELECT_LITE = 'ReturnType<ReturnType<$2.LibSQLDatabase["select"]>["from"]>';
const INSERT_LITE = 'ReturnType<ReturnType<$2.LibSQLDatabase["insert"]>["values"]>';

testTypings(drizzle, {
  versions: [
    {
      packages: [
        'drizzle-orm/node-postgres',
        'drizzle-orm/pg-core',
        'drizzle-orm/libsql',
        'drizzle-orm/pg-core/query-builders/query',
        'drizzle-orm/sqlite-core/async/query',
      ],
      types: {
        readBuilder: SELECT,
        readBuilder2: 'ReturnType<$0.NodePgDatabase["select"]>',
        readBuilder3: SELECT_LITE,
        writeBuilder: INSERT,
        writeBuilder2: 'ReturnType<$0.NodePgDatabase["insert"]>',
        writeBuilder3: 'ReturnType<ReturnType<$0.NodePgDatabase["update"]>["set"]>',
        writeBuilder4: 'ReturnType<$0.NodePgDatabase["delete"]>',
        writeBuilder5: INSERT_LITE,
        rawQuery: '$1.PgAsyncRaw<unknown>',
        tables: '{ post: unknown }',
        table: '$3.RelationalQueryBuilder<never, never, never>',
        tableQuery: '$1.PgAsyncRelationalQuery<unknown>',
        tableQuery2: '$4.SQLiteSyncRelationalQuery<unknown>',
        preparedRead: `ReturnType<${SELECT}["prepare"]>`,
        preparedRead2: `ReturnType<${SELECT_LITE}["prepare"]>`,
        preparedWrite: `ReturnType<${INSERT}["prepare"]>`,
        preparedWrite2: `ReturnType<${INSERT_LITE}["prepare"]>`,
      },
    },
  ],
  notInstalled: { 'was there in the first betas of version 1': ['database._query'] },
  noQuery: {
    'sets what holds for the whole transaction': ['database.setTransaction'],
    'is protected and called by the listed methods only': ['preparedRead.executor', 'preparedWrite.executor'],
  },
  otherKind: { 'is synchronous, as the drivers that have it': ['tableQuery.sync'] },
  otherExports: {
    'is a builder, known by the call that gives it': [
      ...['PgAsyncSelectBase', 'PgAsyncInsertBase', 'PgAsyncUpdateBase', 'PgAsyncDeleteBase', 'PgAsyncCountBuilder'],
      ...['PgAsyncRaw', 'PgAsyncRefreshMaterializedView', '*RelationalQuery'],
    ],
    'is what drivers are made of': ['*PreparedQuery', '*Session'],
  },
});
