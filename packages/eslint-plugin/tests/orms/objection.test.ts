import { testOrm } from './orm-tester.js';

testOrm('Objection', {
  head: `
import { Model } from 'objection';
class Row extends Model { declare id: number; }
class Post extends Model { declare id: number; }
async function one(id: number) { return Post.query().findById(id); }
`,
  reads: {
    'a query that is awaited': `await Post.query().where({ id });`,
    'by its key': `await Post.query().findById(id);`,
    'a count': `await Post.query().where({ id }).resultSize();`,
    'in a transaction': `await Post.transaction(async (trx) => { await Post.query(trx).findById(id); });`,
    'a query that is executed': `await Post.query().where({ id }).execute();`,
    'a relation of a row': `await row.$relatedQuery('posts');`,
    'a graph of a row': `await row.$fetchGraph('posts');`,
    'the row again': `await row.$query();`,
  },
  throughCalls: { 'a query in a function': `await one(id);` },
  silent: {
    'a builder that nothing runs': `void Post.query().where({ id });`,
    insert: `await Post.query().insert({ id });`,
    patch: `await Post.query().findById(id).patch({ id });`,
    'an update of the row': `await row.$query().patch({ id });`,
    'an insert of something related': `await row.$relatedQuery('posts').insert({ id });`,
    delete: `await Post.query().deleteById(id);`,
    JSON: `void row.$toJson();`,
  },
  quiet: {
    'a graph of all rows': `
export async function load(rows: Row[]) {
  await Row.fetchGraph(rows, 'posts');
  return rows.map((row) => row.id);
}
`,
  },
});
