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
  lazy: { 'a relation that is populated per document': `await row.populate('tags');` },
});
