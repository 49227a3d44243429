import { knex } from '../../src/orms/knex.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

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
    'where, straight on the instance': `await knex.where({ id }).from('post').first();`,
    pluck: `await knex.pluck('title').from('post').where({ id });`,
    'a stream of rows': `for await (const post of knex('post').where({ author: id }).stream()) void post;`,
    asCallback: `knex('post').where({ id }).asCallback(() => undefined);`,
    'raw that runs by then': `knex.raw('SELECT * FROM post WHERE id = ?', [id]).then(() => undefined);`,
    'a transaction without a callback': `const trx = await knex.transaction(); await trx('post').where({ id }); await trx.commit();`,
    'a transaction from a provider': `const provide = knex.transactionProvider(); const trx = await provide(); await trx('post').where({ id });`,
    'a nested transaction': `await knex.transaction((trx) => trx.savepoint(async (inner) => { await inner('post').where({ id }); }));`,
    'a transaction as a parameter': `await (async (trx: Knex.Transaction) => { await trx('post').where({ id }); })(undefined as never);`,
    'a builder as a parameter': `await (async (posts: Knex.QueryBuilder) => { await posts.where({ id }); })(undefined as never);`,
    'a transaction per element': `await knex.transaction(async (trx) => { await trx('post').where({ id }); });`,
  },
  silent: {
    'a builder that nothing runs': `const subquery = knex('post').where({ id }); void subquery;`,
    'a helper that builds': `void base();`,
    insert: `await knex('post').insert({ id });`,
    update: `await knex('post').where({ id }).update({ deleted: true });`,
    del: `await knex('post').where({ id }).del();`,
    'raw that writes': `await knex.raw('UPDATE post SET title = ? WHERE id = ?', ['', id]);`,
    'a raw part of a query': `void knex.raw('?? = ?', ['id', id]);`,
    'an insert with a conflict': `await knex('post').insert({ id }).onConflict('id').merge();`,
    'a batch of inserts': `await knex.batchInsert('post', [{ id }]);`,
    'a name and a function of SQL': `knex.ref('id'); knex.fn.now(id);`,
    'SQL text': `knex('post').where({ id }).toSQL();`,
  },
  quiet: {
    'a union of mapped builders': `
export const load = (ids: number[]) => knex.union(ids.map((id) => knex('post').where({ id })));
`,
    'conditions of one builder': `
export async function load(ids: number[]) {
  const query = knex('post');
  for (const id of ids) query.orWhere({ id });
  return await query;
}
`,
    'a transaction whose builder is returned': `
export const load = (ids: number[]) => knex.transaction((trx) => trx('post').whereIn('id', ids));
`,
    'one query for all': `
export async function load(ids: number[]) {
  const posts = await knex('post').whereIn('id', ids);
  return ids.map((id) => posts.find((post: Row) => post.id === id));
}
`,
  },
});

testTypings(knex, {
  versions: [
    {
      packages: ['knex'],
      types: {
        knex: '$0.Knex.Transaction',
        builder: '$0.Knex.QueryBuilder',
        rawBuilder: '$0.Knex.Raw',
        writeBuilder: 'ReturnType<$0.Knex.QueryBuilder["insert"]>',
        transactionProvider: '$0.Knex.TransactionProvider',
      },
    },
  ],
  notInstalled: {
    'is a name of the namespace `Knex`': ['Raw', 'Transaction'],
    'is inherited from emitters, or from every object': ['*.toString', 'knex.on', 'knex.once', 'knex.off'],
  },
  noQuery: {
    'ends a transaction or all connections': ['knex.commit', 'knex.rollback', 'knex.destroy'],
    'names a column': ['knex.ref'],
  },
  otherExports: { 'is the pool of connections': ['KnexPool'] },
});
