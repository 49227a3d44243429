import { testOrm } from './orm-tester.js';

testOrm('Knex', {
  head: `
import createKnex, { type Knex } from 'knex';
type Row = { id: number };
const knex = createKnex({ client: 'pg' });
const base = () => knex('post').where({ deleted: false });
async function one(id: number) { const found = await knex('post').where({ id }).first(); return found; }
`,
  reads: {
    'a builder that is awaited': `await knex('post').where({ id });`,
    'a builder that runs by then': `knex('post').where({ id }).first().then(() => undefined);`,
    'a builder in a variable': `const query = knex('post'); void query.where({ id }); await query.where({ id });`,
    'select and from': `await knex.select('*').from('post').where({ id });`,
    raw: `await knex.raw('SELECT * FROM post WHERE id = ?', [id]);`,
    'a builder from a helper': `await base().where({ id });`,
    'a transaction per element': `await knex.transaction(async (trx) => { await trx('post').where({ id }); });`,
  },
  silent: {
    'a builder that nothing runs': `const subquery = knex('post').where({ id }); void subquery;`,
    'a helper that builds': `void base();`,
    insert: `await knex('post').insert({ id });`,
    update: `await knex('post').where({ id }).update({ deleted: true });`,
    del: `await knex('post').where({ id }).del();`,
    'SQL text': `knex('post').where({ id }).toSQL();`,
  },
  quiet: {
    'one query for all': `
export async function load(ids: number[]) {
  const posts = await knex('post').whereIn('id', ids);
  return ids.map((id) => posts.find((post: Row) => post.id === id));
}
`,
  },
});
