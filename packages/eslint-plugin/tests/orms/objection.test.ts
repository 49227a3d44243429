import { objection } from '../../src/orms/objection.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('Objection', {
  head: `
import { Model } from 'objection';
class Post extends Model { id!: number; title() { return ''; } }
type Row = Post;
`,
  reads: {
    query: `await Post.query().where({ id });`,
    findById: `await Post.query().findById(id);`,
    'a query in a transaction': `await Post.query(undefined).findOne({ id });`,
    resultSize: `await Post.query().where({ id }).resultSize();`,
    'a query that runs by then': `Post.query().findById(id).then(() => undefined);`,
    execute: `await Post.query().findById(id).execute();`,
    'a builder in a variable': `const query = Post.query(); query.where({ id }); await query;`,
    'the row itself': `await row.$query();`,
    'rows of a relation by keys': `await Post.relatedQuery('tags').for(id);`,
    'a relation of one row at a time, asked of the model': `await Post.fetchGraph(row, 'tags');`,
  },
  lazy: {
    'related rows': `await row.$relatedQuery('tags');`,
    'some of them': `await row.$relatedQuery('tags').where({ id }).orderBy('id');`,
    'one of them': `await row.$relatedQuery('tags').first();`,
    'their number': `await row.$relatedQuery('tags').resultSize();`,
    'related rows, executed': `await row.$relatedQuery('tags').execute();`,
    'related rows, by then': `row.$relatedQuery('tags').then(() => undefined);`,
    'a builder of related rows in a variable': `const query = row.$relatedQuery('tags'); query.where({ id }); await query;`,
    'related rows, into the row': `await row.$fetchGraph('[tags, author]');`,
  },
  lazyIn: {
    'rows of a query': `
export async function load() { for (const post of await Post.query()) await post.$relatedQuery('tags'); }
`,
    'rows of a query, mapped': `
export const load = async () => Promise.all((await Post.query().where('id', 1)).map((post) => post.$relatedQuery('tags')));
`,
    'rows of a query, by then': `
export const load = () => Post.query().then((posts) => Promise.all(posts.map(async (post) => { await post.$fetchGraph('tags'); })));
`,
    'rows of two queries': `
export async function load() {
  const [posts] = await Promise.all([Post.query(), Post.query().first()]);
  for (const post of posts) await post.$relatedQuery('tags');
}
`,
    'rows of a page': `
export async function load() { for (const post of (await Post.query().page(0, 10)).results) await post.$relatedQuery('tags'); }
`,
    'rows of a function': `
const listed = () => Post.query().where('id', 1);
export async function load() { for (const post of await listed()) await post.$relatedQuery('tags'); }
`,
    'what was loaded with the rows and is asked for again': `
export async function load() { for (const post of await Post.query().withGraphFetched('tags')) await post.$relatedQuery('tags'); }
`,
    'related rows of related rows': `
export async function load(post: Post) { for (const tag of await post.$relatedQuery('tags')) await tag.$relatedQuery('posts'); }
`,
  },
  silent: {
    'a query that nothing runs': `void Post.query().where({ id });`,
    insert: `await Post.query().insert({ id });`,
    patch: `await Post.query().findById(id).patch({});`,
    'patch of a row': `await row.$query().patch({ id });`,
    deleteById: `await Post.query().deleteById(id);`,
    'an insert of a related row': `await row.$relatedQuery('tags').insert({ id });`,
    'a relation that is written': `await row.$relatedQuery('tags').relate(id);`,
    'a relation that is dropped': `await row.$relatedQuery('tags').unrelate().where({ id });`,
    'a patch of related rows': `await row.$relatedQuery('tags').patch({}).where({ id });`,
    'a delete of related rows': `await row.$relatedQuery('tags').delete();`,
    'a builder of related rows that nothing runs': `void row.$relatedQuery('tags').where({ id });`,
    'what is in memory': `row.$toJson(); row.$set({ id }); row.title();`,
  },
  quiet: {
    'one query for all': `
export const load = (ids: number[]) => Post.query().findByIds(ids).withGraphFetched('tags');
`,
    'a relation of all rows at once': `
export async function load() {
  const posts = await Post.query();
  await Post.fetchGraph(posts, 'tags');
  return posts.map((post) => post.title());
}
`,
    'a relation of all rows at once, by their keys': `
export const load = (ids: number[]) => Post.relatedQuery('tags').for(ids);
`,
    'what is skipped where it was loaded before': `
export async function load(posts: Post[]) { for (const post of posts) await post.$fetchGraph('tags', { skipFetched: true }); }
`,
    'a relation of one row': `
export async function load(id: number) { const post = await Post.query().findById(id); return post?.$relatedQuery('tags'); }
`,
  },
});

testTypings(objection, {
  versions: [
    {
      packages: ['objection'],
      types: {
        ...Object.fromEntries(
          ['writeBuilder', 'rowBuilder', 'pageBuilder', 'anyBuilder', 'relatedBuilder', 'relatedRowBuilder'].map(
            (role) => [role, '$0.QueryBuilder<$0.Model>'],
          ),
        ),
        page: '$0.Page<$0.Model>',
      },
    },
  ],
  noQuery: {
    'looks at the schema': ['model.fetchTableMetadata'],
    'is a query of Knex, which has a table of its own': ['model.knexQuery', '*.toKnexQuery', 'model.startTransaction'],
    'is a part of another query': ['*.as'],
    'is a hook, called by the library': ['row.$after*', 'row.$before*'],
    'walks through what is loaded': ['model.traverseAsync', 'row.$traverseAsync'],
  },
  otherExports: {
    'is handed to hooks': ['QueryContext', 'StaticHookArguments'],
    'is a promise': ['CatchablePromiseLike'],
    'is the module itself': ['default'],
  },
});
