import { testOrm } from './orm-tester.js';

testOrm('Mongoose', {
  head: `
import mongoose, { type HydratedDocument, model } from 'mongoose';
type Row = HydratedDocument<{ id: number }>;
const Post = model('Post', undefined as never);
const Tag = mongoose.model('Tag', undefined as never);
async function one(id: number) { return Post.findById(id); }
`,
  reads: {
    'by its key': `await Post.findById(id);`,
    'a chain': `await Post.findOne({ id }).select('title').lean();`,
    several: `await Tag.find({ id }).exec();`,
    'a count': `await Tag.countDocuments({ id });`,
  },
  throughCalls: { 'a query in a function': `await one(id);` },
  silent: {
    create: `await Post.create({ id });`,
    update: `await Post.updateOne({ id }, { id });`,
    'a save': `await row.save();`,
    JSON: `void row.toJSON();`,
  },
  lazy: {
    'a relation that is populated per document': `await row.populate('tags');`,
    'a relation with options': `await row.populate({ path: 'tags', select: 'name' });`,
    'a relation of an old version': `await row.populate('tags').execPopulate();`,
  },
  lazyIn: {
    'documents of a query': `
export async function load() { for (const post of await Post.find()) await post.populate('tags'); }
`,
    'documents of a chain, mapped': `
export const load = async () => Promise.all((await Post.find({}).sort('id').exec()).map((post) => post.populate('tags')));
`,
    'documents by then': `
export const load = () => Post.find().then((posts) => Promise.all(posts.map((post) => post.populate('tags'))));
`,
    'documents of a cursor': `
export async function load() { for await (const post of Post.find().cursor()) await post.populate('tags'); }
`,
    'what was populated by the query and is populated again': `
export async function load() { for (const post of await Post.find().populate('tags')) await post.populate('tags'); }
`,
  },
  quiet: {
    'a relation that comes with the documents': `
export async function load() { for (const post of await Post.find().populate('tags')) post.toJSON(); }
`,
    'a relation of all documents at once': `
export async function load() { const posts = await Post.find(); await Post.populate(posts, 'tags'); return posts.map((post) => post.toJSON()); }
`,
    'plain objects, which have no methods': `
export async function load() { for (const post of await Post.find().lean()) await post.populate('tags'); }
`,
    'a relation of one document': `
export async function load(id: number) { const post = await Post.findById(id); await post.populate('tags'); }
`,
  },
});
