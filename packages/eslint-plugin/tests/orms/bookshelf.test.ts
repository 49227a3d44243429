import { testOrm } from './orm-tester.js';

testOrm('Bookshelf', {
  head: `
import createBookshelf from 'bookshelf';
type Row = { id: number };
const bookshelf = createBookshelf(undefined as never);
const Post = bookshelf.model('Post', { tableName: 'post' });
const Tag = bookshelf.Model.extend({ tableName: 'tag' });
class Author extends bookshelf.Model { get tableName() { return 'author'; } }
async function one(id: number) { return Post.where({ id }).fetch(); }
`,
  reads: {
    'a fetch': `await Post.where({ id }).fetch();`,
    'a fetch of a forged model': `await Post.forge({ id }).fetch({ require: false });`,
    'all of a query': `await Post.query({ where: { id } }).fetchAll();`,
    'a count': `await Tag.where({ id }).count();`,
    'a row by its key': `await new Post({ id }).fetch();`,
    'a row of a class': `await new Author({ id }).fetch();`,
    'a row again': `await Post.forge({ id }).refresh();`,
  },
  lazy: {
    'a relation that is fetched': `await Post.forge({ id }).related('tags').fetch();`,
    'some of a relation': `await Post.forge({ id }).related('tags').where({ id }).fetch();`,
    'one of a relation': `await Post.forge({ id }).related('tags').fetchOne();`,
    'the number of related rows': `await Post.forge({ id }).related('tags').count();`,
    'relations that are loaded': `await Post.forge({ id }).load(['tags']);`,
    'a relation of a class': `await new Author({ id }).load('posts');`,
  },
  lazyIn: {
    'rows of a query': `
export async function load() { for (const post of (await Post.fetchAll()).models) await post.related('tags').fetch(); }
`,
    'rows of a collection': `
export async function load() { for (const post of await Post.where({ id: 1 }).fetchAll()) await post.load(['tags']); }
`,
    'rows of a collection, mapped': `
export const load = async () => Promise.all((await Author.fetchAll()).map((author) => author.load(['posts'])));
`,
    'rows by then': `
export const load = () => Post.fetchAll().then((posts) => Promise.all(posts.map((post) => post.related('tags').fetch())));
`,
    'rows of a relation': `
export async function load() { for (const tag of await Post.forge({ id: 1 }).related('tags').fetch()) await tag.load('posts'); }
`,
  },
  quiet: {
    'relations of all rows at once': `
export async function load() { const posts = await Post.fetchAll(); await posts.load(['tags']); return posts.toJSON(); }
`,
    'relations that come with the rows': `
export async function load() {
  const posts = await Post.fetchAll({ withRelated: ['tags'] });
  return posts.map((post) => post.related('tags').toJSON());
}
`,
  },
  throughCalls: { 'a query in a function': `await one(id);` },
  silent: {
    'a relation that nothing fetches': `void Post.forge({ id }).related('tags');`,
    save: `await Post.forge({ id }).save();`,
    'a row that is attached': `await Post.forge({ id }).related('tags').attach(id);`,
    'a related row that is made': `await Post.forge({ id }).related('tags').create({ id });`,
    destroy: `await Post.where({ id }).destroy();`,
    JSON: `void Post.forge({ id }).toJSON();`,
  },
});
