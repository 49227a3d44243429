import { postgresJs } from '../../src/orms/postgres-js.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('Postgres.js', {
  head: `
import postgres from 'postgres';
import type { Sql, TransactionSql } from 'postgres';
type Row = { id: number; posts: number[] };
const sql = postgres('postgres://localhost/test');
const byId = (id: number) => sql\`WHERE id = \${id}\`;
async function one(id: number) { return sql\`SELECT * FROM post WHERE id = \${id}\`; }
`,
  reads: {
    'a template that is awaited': 'await sql`SELECT * FROM post WHERE id = ${id}`;',
    'a template that runs by then': 'sql`SELECT * FROM post WHERE id = ${id}`.then(() => undefined);',
    'a template with a type': 'await sql<Row[]>`SELECT * FROM post WHERE id = ${id}`;',
    'a template made of fragments': 'await sql`SELECT * FROM post ${byId(id)}`;',
    'a template in a variable': 'const query = sql`SELECT * FROM post WHERE id = ${id}`; await query;',
    'values of a template': 'await sql`SELECT * FROM post WHERE id = ${id}`.values();',
    'a template that is destructured': 'const [post] = await sql`SELECT * FROM post WHERE id = ${id}`; void post;',
    'execute, which does not wait for an await': 'void sql`SELECT * FROM post WHERE id = ${id}`.execute();',
    forEach: 'await sql`SELECT * FROM post WHERE id = ${id}`.forEach(() => undefined);',
    'a cursor': 'for await (const [post] of sql`SELECT * FROM post WHERE author = ${id}`.cursor()) void post;',
    unsafe: `await sql.unsafe('SELECT * FROM post WHERE id = $1', [id]);`,
    'a query for each row of another one':
      'await sql`SELECT * FROM author`.forEach((author) => { sql`SELECT * FROM post WHERE author = ${author.id}`.execute(); });',
    'text in a file': `await sql.file('post.sql', [id]);`,
    'a transaction per element': 'await sql.begin(async (tx) => { await tx`SELECT * FROM post WHERE id = ${id}`; });',
    'a transaction with options per element':
      "await sql.begin('read only', (tx) => tx`SELECT * FROM post WHERE id = ${id}`);",
    'a transaction as a parameter':
      'await (async (tx: TransactionSql) => { await tx`SELECT * FROM post WHERE id = ${id}`; })(undefined as never);',
    'a type of the namespace':
      'await (async (own: postgres.Sql) => { await own`SELECT * FROM post WHERE id = ${id}`; })(sql);',
  },
  throughCalls: {
    'a helper that runs one': 'await one(id);',
  },
  silent: {
    'a fragment': 'void sql`WHERE id = ${id}`;',
    'a fragment from a helper': 'const where = byId(id); void where;',
    'helpers for names and values': `sql('post'); sql.json({ id }); sql.array([id]);`,
    'an insert': 'await sql`INSERT INTO post ${sql(row)}`;',
    'an insert in a variable': 'const query = sql`INSERT INTO post ${sql(row)}`; await query;',
    'an update, without transformation': `await sql.unsafe('UPDATE post SET title = $2 WHERE id = $1', [id, '']);`,
    'an update that is streamed':
      'await sql`UPDATE post SET seen = true WHERE id = ${id} RETURNING id`.forEach(() => undefined);',
    'a cancelled query': 'const query = sql`SELECT ${id}`; query.cancel();',
  },
  quiet: {
    'one query for all': `
export async function load(ids: number[]) {
  const posts = await sql<Row[]>\`SELECT * FROM post WHERE id = ANY(\${ids})\`;
  return ids.map((id) => posts.find((post) => post.id === id));
}
`,
    'fragments that are mapped into one query': `
export const load = (ids: number[]) => sql\`SELECT * FROM post WHERE id IN (\${ids.map((id) => sql\`(\${id})\`)})\`;
`,
    'fragments that are folded into one query': `
export async function load(ids: number[]) {
  let where = sql\`FALSE\`;
  for (const id of ids) where = sql\`\${where} OR id = \${id}\`;
  return await sql\`SELECT * FROM post WHERE \${where}\`;
}
`,
    'a query per batch of a cursor': `
export async function load() {
  for await (const rows of sql<Row[]>\`SELECT * FROM author\`.cursor(100))
    await sql\`SELECT * FROM post WHERE author = ANY(\${rows.map(({ id }) => id)})\`;
}
`,
    'a query per database': `
export async function load(shards: { sql: Sql }[]) {
  for (const shard of shards) await shard.sql\`SELECT count(*) FROM post\`;
}
`,
  },
});

testTypings(postgresJs, {
  versions: [{ packages: ['postgres'], types: { fileQuery: '$0.PendingQuery<$0.Row[]>' } }],
  noQuery: {
    'takes or gives back connections': ['sql.end', 'sql.reserve'],
    'tells other sessions, or listens to them': ['sql.notify', 'sql.listen', 'sql.subscribe'],
    'prepares the end of a transaction': ['sql.prepare'],
    'opens a large object, which is no row': ['sql.largeObject'],
  },
  otherExports: {
    'is a large object or a subscription': ['LargeObject', 'ListenMeta'],
    'is a part of the queries that are listed': ['PendingQueryModifiers'],
  },
});
