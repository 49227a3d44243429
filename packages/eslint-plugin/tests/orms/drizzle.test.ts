import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { drizzle } from '../../src/orms/drizzle.js';
import { exportOf } from '../../src/orms/known-orms.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('Drizzle', {
  head: `
import { eq, inArray, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase, type NodePgTransaction } from 'drizzle-orm/node-postgres';
import { union } from 'drizzle-orm/pg-core';
import { post } from './schema.js';
type Row = { id: number };
const db = drizzle('postgres://localhost/test');
`,
  reads: {
    select: `await db.select().from(post).where(eq(post.id, id));`,
    'query.findFirst': `await db.query.post.findFirst({ where: eq(post.id, id) });`,
    'query.findMany': `await db.query.post.findMany({ where: eq(post.authorId, id) });`,
    $count: `await db.$count(post, eq(post.id, id));`,
    execute: 'await db.execute(sql`select * from post where id = ${id}`);',
    'a transaction per element': `await db.transaction(async (tx) => { await tx.select().from(post).where(eq(post.id, id)); });`,
    'a builder in a variable': `const query = db.select().from(post).where(eq(post.id, id)); await query;`,
    'execute of text': `await db.execute('select * from post where id = ' + id);`,
    'a query that runs by then': `db.select().from(post).where(eq(post.id, id)).then(() => undefined);`,
    'a prepared query': `const prepared = db.select().from(post).prepare('post'); await prepared.execute({ id });`,
    'a prepared query of a table': `const prepared = db.query.post.findFirst().prepare('post'); await prepared.execute({ id });`,
    'a union': `await union(db.select().from(post).where(eq(post.id, id)), db.select().from(post));`,
    'a distinct select': `await db.selectDistinct({ id: post.id }).from(post).where(eq(post.id, id)).limit(1);`,
    'a query of a table in version 1': `await db.query.post.findMany({ where: { authorId: id }, with: { author: true } });`,
    'a query of a table as in version 0, with version 1': `await db._query.post.findMany({ where: eq(post.authorId, id) });`,
    'a common table expression': `const cte = db.$with('own').as(db.select().from(post)); await db.with(cte).select().from(cte).where(eq(cte.id, id));`,
    'a transaction as a parameter': `await (async (tx: NodePgTransaction<never, never>) => tx.query.post.findFirst({ where: eq(post.id, id) }))(undefined as never);`,
    'a database as a parameter': `await ((own: NodePgDatabase) => own.select().from(post).where(eq(post.id, id)))(db);`,
  },
  silent: {
    'a builder that nothing runs': `void db.select().from(post).where(eq(post.id, id));`,
    'a subquery': `db.select().from(post).where(eq(post.id, id)).as('posts');`,
    'an update as SQL': 'await db.execute(sql`update post set title = ${id}`);',
    'an update as text, marked as raw': "await db.execute(sql.raw('update post set title = ' + id));",
    'a part of a query': 'void sql`id = ${id}`;',
    'SQL text': `db.select().from(post).where(eq(post.id, id)).toSQL();`,
    'a prepared write': `const prepared = db.delete(post).where(eq(post.id, id)).prepare('drop'); await prepared.execute();`,
    insert: `await db.insert(post).values({ id });`,
    update: `await db.update(post).set({}).where(eq(post.id, id));`,
    delete: `await db.delete(post).where(eq(post.id, id));`,
  },
  quiet: {
    'queries of one batch': `
export const load = (ids: number[]) => db.batch(ids.map((id) => db.select().from(post).where(eq(post.id, id))));
`,
    'a union of mapped parts': `
export const load = (first: never, ids: number[]) => union(first, ...ids.map((id) => db.select().from(post).where(eq(post.id, id))));
`,
    'conditions that are mapped into one query': `
export const load = (ids: number[]) => db.select().from(post).where(sql.join(ids.map((id) => sql\`id = \${id}\`), sql\` OR \`));
`,
    'one query for all': `
export const load = (ids: number[]) => db.select().from(post).where(inArray(post.id, ids));
`,
  },
});

testOrm('Drizzle on a synchronous SQLite', {
  head: `
import Database from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { post } from './schema.js';
type Row = { id: number };
const db = drizzle(new Database('test.db'));
`,
  reads: {
    all: `db.select().from(post).where(eq(post.id, id)).all();`,
    get: `const found = db.select().from(post).where(eq(post.id, id)).get(); void found;`,
    sync: `db.query.post.findFirst({ where: eq(post.id, id) }).sync();`,
    'all of SQL': 'db.all(sql`select * from post where id = ${id}`);',
  },
  silent: {
    run: `db.insert(post).values({ id }).run();`,
    'run of SQL': 'db.run(sql`delete from post where id = ${id}`);',
    'a query that nothing runs': `void db.select().from(post).where(eq(post.id, id));`,
  },
});

const SELECT = 'ReturnType<ReturnType<$0.NodePgDatabase["select"]>["from"]>';
const INSERT = 'ReturnType<ReturnType<$0.NodePgDatabase["insert"]>["values"]>';
const SELECT_LITE = 'ReturnType<ReturnType<$4.LibSQLDatabase["select"]>["from"]>';
const INSERT_LITE = 'ReturnType<ReturnType<$4.LibSQLDatabase["insert"]>["values"]>';

testTypings(drizzle, {
  versions: [
    {
      packages: [
        'drizzle-orm/node-postgres',
        'drizzle-orm/pg-core',
        'drizzle-orm/pg-core/query-builders/query',
        'drizzle-orm/sqlite-core/query-builders/query',
        'drizzle-orm/libsql',
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
        rawQuery: 'ReturnType<$0.NodePgDatabase["execute"]>',
        tables: '{ post: unknown }',
        table: '$2.RelationalQueryBuilder<never, never>',
        tableQuery: '$2.PgRelationalQuery<unknown>',
        tableQuery2: '$3.SQLiteSyncRelationalQuery<unknown>',
        preparedRead: `ReturnType<${SELECT}["prepare"]>`,
        preparedRead2: `ReturnType<${SELECT_LITE}["prepare"]>`,
        preparedWrite: `ReturnType<${INSERT}["prepare"]>`,
        preparedWrite2: `ReturnType<${INSERT_LITE}["prepare"]>`,
      },
    },
  ],
  notInstalled: {
    'came with version 1': ['database._query'],
  },
  noQuery: { 'sets what holds for the whole transaction': ['database.setTransaction'] },
  otherKind: { 'is synchronous, as the drivers that have it': ['tableQuery.sync'] },
  otherExports: {
    'is a builder, known by the call that gives it': [
      ...['PgSelectBase', 'PgInsertBase', 'PgInsertBuilder', 'PgUpdateBase', 'PgUpdateBuilder', 'PgDeleteBase'],
      ...['PgRefreshMaterializedView', 'PgRelationalQuery', 'SQLiteRelationalQuery', 'SQLiteSyncRelationalQuery'],
      'RelationalQueryBuilder',
    ],
    'is what drivers are made of': ['*PreparedQuery', '*Session', 'PgDialect'],
  },
});

it('knows every class of databases and transactions that the installed Drizzle declares, but for that of D1 itself', () => {
  const folder = dirname(fileURLToPath(import.meta.resolve('drizzle-orm')));
  const declarations = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const declared = declarations.flatMap((text) =>
    [
      ...text.matchAll(/export (?:declare )?(?:abstract )?(?:class|type|interface) (\w+(?:Database|Transaction))\b/g),
    ].map(([, name = '']) => name),
  );
  expect(new Set(declared).size).toBeGreaterThan(60);
  const others = declared.filter((name) => exportOf(drizzle, name)?.role !== 'database');
  expect(new Set(others)).toEqual(new Set(['AnyD1Database']));
});

it.each(['EffectPgDatabase', 'PgEffectTransaction'])('leaves out %s of Drizzle 1, which is not awaited', (name) => {
  expect(exportOf(drizzle, name)).toBeUndefined();
});
