import { kysely } from '../../src/orms/kysely.js';
import { testTypings } from './typings-tester.js';

testTypings(kysely, {
  versions: [
    {
      packages: ['kysely'],
      types: { scope: 'ReturnType<$0.Kysely<unknown>["transaction"]>', raw: '$0.RawBuilder<unknown>' },
    },
  ],
  notInstalled: {
    'is a type alias, which has no members of its own': ['ReadonlyKysely'],
    'is of selects only': ['writeBuilder.as'],
  },
  noQuery: { 'closes the connections': ['database.destroy'] },
  otherKind: { 'is a function with members': ['database.fn'] },
  otherExports: {
    'is a builder, known by the call that gives it': [
      ...['CaseBuilder', 'CaseWhenBuilder', 'Command', 'ConnectionBuilder', 'ControlledTransactionBuilder'],
      ...['TransactionBuilder', 'WheneableMergeQueryBuilder', 'Executable', 'Explainable', 'Streamable'],
    ],
    'changes the schema': ['Alter*', 'Create*', 'Drop*', 'RefreshMaterializedViewBuilder'],
    'is what dialects, drivers and plugins are made of': [
      ...['*Plugin', '*Provider', 'DatabaseConnection', '*Introspector', '*QueryExecutor', 'NOOP_QUERY_EXECUTOR'],
      ...['*Driver', '*Adapter', 'DialectAdapterBase', 'Tedious', 'PostgresClient', 'PostgresPool*', 'PostgresCursor'],
      ...['PGlite', 'PGliteTransaction', 'QueryFinalizer', 'Log'],
    ],
  },
});
