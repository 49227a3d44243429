import { testOrm } from './orm-tester.js';

testOrm('Kysely', {
  head: `
import { type Kysely, type Transaction, sql } from 'kysely';
type Row = { id: number };
declare const db: Kysely<never>;
const base = () => db.selectFrom('post').selectAll();
async function one(id: number) { return base().where('id', '=', id).executeTakeFirst(); }
`,
  reads: {
    'a select that is executed': `await db.selectFrom('post').selectAll().where('id', '=', id).execute();`,
    'its first row': `await db.selectFrom('post').where('id', '=', id).executeTakeFirstOrThrow();`,
    'a stream of rows': `for await (const post of db.selectFrom('post').where('id', '=', id).stream()) void post;`,
    'a builder from a helper': `await base().where('id', '=', id).execute();`,
    'raw SQL': 'await sql`SELECT * FROM post WHERE id = ${id}`.execute(db);',
    'a common table expression': `await db.with('p', (q) => q.selectFrom('post')).selectFrom('p').where('id', '=', id).execute();`,
    'a transaction per element': `await db.transaction().execute(async (trx) => { await trx.selectFrom('post').where('id', '=', id).execute(); });`,
    'a transaction as a parameter': `await (async (trx: Transaction<never>) => { await trx.selectFrom('post').where('id', '=', id).execute(); })(undefined as never);`,
  },
  throughCalls: { 'a query in a function': `await one(id);` },
  silent: {
    'a builder that nothing executes': `void db.selectFrom('post').where('id', '=', id);`,
    'a subquery': `void base().where('id', '=', id).as('p');`,
    'compiled SQL': `void base().where('id', '=', id).compile();`,
    insert: `await db.insertInto('post').values({ id }).execute();`,
    update: `await db.updateTable('post').set({ id }).execute();`,
    delete: `await db.deleteFrom('post').where('id', '=', id).execute();`,
  },
  quiet: {
    'conditions of one builder': `
export async function load(ids: number[]) {
  let query = base();
  for (const id of ids) query = query.where('id', '!=', id);
  return query.execute();
}
`,
    'one query for all': `
export async function load(ids: number[]) {
  const posts = await base().where('id', 'in', ids).execute();
  return ids.map((id) => posts.find((post: Row) => post.id === id));
}
`,
  },
});
