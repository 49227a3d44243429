import { testOrm } from './orm-tester.js';

testOrm('Bookshelf', {
  head: `
import createBookshelf from 'bookshelf';
type Row = { id: number };
const bookshelf = createBookshelf(undefined as never);
const Post = bookshelf.model('Post', { tableName: 'post' });
const Tag = bookshelf.Model.extend({ tableName: 'tag' });
async function one(id: number) { return Post.where({ id }).fetch(); }
`,
  reads: {
    'a fetch': `await Post.where({ id }).fetch();`,
    'a fetch of a forged model': `await Post.forge({ id }).fetch({ require: false });`,
    'all of a query': `await Post.query({ where: { id } }).fetchAll();`,
    'a count': `await Tag.where({ id }).count();`,
    'a relation that is fetched': `await Post.forge({ id }).related('tags').fetch();`,
  },
  throughCalls: { 'a query in a function': `await one(id);` },
  silent: {
    'a relation that nothing fetches': `void Post.forge({ id }).related('tags');`,
    save: `await Post.forge({ id }).save();`,
    destroy: `await Post.where({ id }).destroy();`,
    JSON: `void Post.forge({ id }).toJSON();`,
  },
});
