import { kysely } from '../../src/orms/kysely.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('Kysely', {
  head: `
import { Kysely, sql, type Transaction } from 'kysely';
type Row = { id: number };
declare const db: Kysely<never>;
`,
  reads: {
    execute: `await db.selectFrom('post').selectAll().where('id', '=', id).execute();`,
    executeTakeFirst: `await db.selectFrom('post').where('id', '=', id).executeTakeFirst();`,
    stream: `for await (const post of db.selectFrom('post').where('id', '=', id).stream()) void post;`,
    'a builder in a variable': `let query = db.selectFrom('post'); query = query.where('id', '=', id); await query.execute();`,
    'SQL as a template': 'await sql`select * from post where id = ${id}`.execute(db);',
    'a transaction per element': `await db.transaction().execute(async (tx) => { await tx.selectFrom('post').where('id', '=', id).execute(); });`,
    'a controlled transaction': `const tx = await db.startTransaction().execute(); await tx.selectFrom('post').where('id', '=', id).execute();`,
    'a transaction as a parameter': `await (async (tx: Transaction<never>) => tx.selectFrom('post').where('id', '=', id).execute())(undefined as never);`,
  },
  silent: {
    'a builder that is awaited': `await db.selectFrom('post').where('id', '=', id);`,
    'a builder that nothing runs': `void db.selectFrom('post').where('id', '=', id).compile();`,
    insert: `await db.insertInto('post').values({ id }).execute();`,
    update: `await db.updateTable('post').set({ id }).where('id', '=', id).execute();`,
    delete: `await db.deleteFrom('post').where('id', '=', id).executeTakeFirst();`,
    'an update as SQL': 'await sql`update post set title = ${id}`.execute(db);',
    'a part of SQL': 'void sql`id = ${id}`;',
  },
  quiet: {
    'one query for all': `
export const load = (ids: number[]) => db.selectFrom('post').where('id', 'in', ids).execute();
`,
  },
});

testOrm('Kysely on a synchronous SQLite', {
  head: `
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
type Row = { id: number };
const db = new Kysely<never>({ dialect: new SqliteDialect({ database: new Database('test.db') }) });
`,
  reads: {
    execute: `await db.selectFrom('post').selectAll().where('id', '=', id).execute();`,
    executeTakeFirst: `await db.selectFrom('post').where('id', '=', id).executeTakeFirst();`,
    'SQL as a template': 'await sql`select * from post where id = ${id}`.execute(db);',
  },
  silent: {
    insert: `await db.insertInto('post').values({ id }).execute();`,
    'a query that nothing runs': `void db.selectFrom('post').where('id', '=', id).compile();`,
  },
  quiet: {
    'one query for all': `
export const load = (ids: number[]) => db.selectFrom('post').where('id', 'in', ids).execute();
`,
  },
});

testTypings(kysely, {
  versions: [
    {
      packages: ['kysely'],
      types: { scope: 'ReturnType<$0.Kysely<unknown>["transaction"]>', raw: '$0.RawBuilder<unknown>' },
    },
  ],
  notInstalled: {
    'came with version 0.29': ['ReadonlyKysely', 'database.$extendTables'],
    'is of selects only': ['writeBuilder.as'],
  },
  noQuery: { 'closes the connections': ['database.destroy'] },
  otherKind: { 'is a function with members': ['database.fn'] },
  otherExports: {
    'is a builder, known by the call that gives it': [
      ...['CaseBuilder', 'CaseWhenBuilder', 'Command', 'ConnectionBuilder', 'ControlledTransactionBuilder'],
      ...['TransactionBuilder', 'WheneableMergeQueryBuilder', 'Explainable', 'Streamable'],
    ],
    'changes the schema': ['Alter*', 'Create*', 'Drop*', 'RefreshMaterializedViewBuilder'],
    'is what dialects, drivers and plugins are made of': [
      ...['*Plugin', '*Provider', 'DatabaseConnection', '*Introspector', '*QueryExecutor', 'NOOP_QUERY_EXECUTOR'],
      ...[
        '*Driver',
        '*Adapter',
        'DialectAdapterBase',
        'Tedious',
        'PostgresPool',
        'PostgresPoolClient',
        'PostgresCursor',
      ],
      ...['FileMigrationProviderFS', 'Migration', 'Migrator', 'Log'],
    ],
  },
});
