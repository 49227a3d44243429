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
    'related rows': `await row.$relatedQuery('tags');`,
    'related rows, into the row': `await row.$fetchGraph('tags');`,
  },
  silent: {
    'a query that nothing runs': `void Post.query().where({ id });`,
    insert: `await Post.query().insert({ id });`,
    patch: `await Post.query().findById(id).patch({});`,
    'patch of a row': `await row.$query().patch({ id });`,
    deleteById: `await Post.query().deleteById(id);`,
    'what is in memory': `row.$toJson(); row.$set({ id }); row.title();`,
  },
  quiet: {
    'one query for all': `
export const load = (ids: number[]) => Post.query().findByIds(ids).withGraphFetched('tags');
`,
  },
});

testTypings(objection, {
  versions: [
    {
      packages: ['objection'],
      types: { writeBuilder: '$0.QueryBuilder<$0.Model>', relatedBuilder: '$0.QueryBuilder<$0.Model>' },
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
