import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const MODELS = `
const { Sequelize } = require('sequelize');
const sequelize = new Sequelize('');
const Post = sequelize.define('Post', {});
const Note = sequelize.define('Note', {});
Post.prototype.countWords = function () { return Post.count({ where: { parent: this.id } }) };
module.exports = { Post, Note };
`;
const HEAD = `
const { GraphQLInt, GraphQLInterfaceType, GraphQLList, GraphQLObjectType } = require('graphql');
`;
const FILES = {
  'package.json': JSON.stringify({ dependencies: { graphql: '16.0.0', sequelize: '6.0.0' } }),
  'models.js': MODELS,
};

function findings(files: Readonly<Record<string, string>>, ...linted: readonly string[]): string[] {
  const folder = temporaryProject({ ...FILES, ...files });
  const engine = freshEngine();
  return linted.map((file) => findingsIn(engine, join(folder, file))).at(-1) ?? [];
}

const PAGE = `${HEAD}
exports.Page = new GraphQLObjectType({
  name: 'Page',
  fields: () => ({
    words: {
      type: GraphQLInt,
      async resolve(page) {
        return Promise.all(page.rows.map(async (row) => await row.countWords()));
      },
    },
  }),
});
`;
const QUERY = `${HEAD}
const { Page } = require('./page');
const { Post } = require('./models');
exports.Query = new GraphQLObjectType({
  name: 'Query',
  fields: { page: { type: Page, resolve: async () => ({ rows: await Post.findAll(), offset: 0 }) } },
});
`;
const FOUND = ['10: row.countWords: Post.countWords → Model.count (models.js:6)'];

describe('the parent of a resolver', () => {
  it('is what the resolvers of fields of its type give back, in loops too', () => {
    expect(findings({ 'page.js': PAGE, 'query.js': QUERY }, 'page.js')).toEqual(FOUND);
  });

  it('is the same whichever file is looked at first', () => {
    expect(findings({ 'page.js': PAGE, 'query.js': QUERY }, 'query.js', 'models.js', 'page.js')).toEqual(FOUND);
  });

  it('is unknown where nothing gives such an object, or nobody knows what is given', () => {
    const unknown = QUERY.replace('await Post.findAll()', 'await load()');
    expect(findings({ 'page.js': PAGE }, 'page.js')).toEqual([]);
    expect(findings({ 'page.js': PAGE, 'query.js': unknown }, 'page.js')).toEqual([]);
  });

  it('is not asked for where its type is written', () => {
    const typed = PAGE.replace('async resolve', '/** @param {{ rows: string[] }} page */\n      async resolve');
    expect(findings({ 'page.js': typed, 'query.js': QUERY }, 'page.js')).toEqual([]);
  });
});

const STATS = `${HEAD}
const { Post, Note } = require('./models');
const Stats = new GraphQLObjectType({
  name: 'Stats',
  fields: { words: { type: GraphQLInt, resolve: (subject) => subject.countWords() } },
});
const Text = new GraphQLObjectType({
  name: 'Text',
  fields: { stats: { type: Stats, resolve: (text) => text } },
});
exports.Query = new GraphQLObjectType({
  name: 'Query',
  fields: { texts: { type: new GraphQLList(Text), resolve: () => Post.findAll() } },
});
`;

describe('a field that gives its own parent as another type', () => {
  it('gives what that is', () => {
    expect(findings({ 'stats.js': STATS }, 'stats.js')).toEqual([
      expect.stringMatching(/: subject\.countWords: Post\.countWords → Model\.count \(models\.js:6\)$/),
    ]);
    expect(findings({ 'stats.js': STATS.replace('(text) => text', '(text) => other') }, 'stats.js')).toEqual([]);
  });
});

describe('a field of a resolver map that gives its own parent', () => {
  it('gives what is given as the type whose field it is', () => {
    const schema = 'type Query { texts: [Text] }\ntype Text { stats: Stats }\ntype Stats { words: Int }\n';
    const resolvers = `
const { Post } = require('./models');
exports.resolvers = {
  Query: { texts: () => Post.findAll() },
  Text: { stats: (text) => text },
  Stats: { words: (subject) => subject.countWords() },
};
`;
    const files = { 'schema.graphql': schema, 'resolvers.js': resolvers };
    expect(findings(files, 'resolvers.js')).toHaveLength(1);
    const other = resolvers.replace('(text) => text', '(text) => other');
    expect(findings({ ...files, 'resolvers.js': other }, 'resolvers.js')).toEqual([]);
  });
});

const SHARED = `${HEAD}
const { Post, Note } = require('./models');
const Text = new GraphQLInterfaceType({ name: 'Text', fields: { words: { type: GraphQLInt } } });
const fieldsOfTexts = () => ({
  words: { type: GraphQLInt, resolve: (text) => text.countWords() },
});
const Article = new GraphQLObjectType({ name: 'Article', interfaces: [Text], fields: () => ({ ...fieldsOfTexts() }) });
const Essay = new GraphQLObjectType({ name: 'Essay', interfaces: [Text], fields: () => ({ ...fieldsOfTexts() }) });
exports.Text = Text;
`;
const GIVEN = `${HEAD}
const { Text } = require('./shared');
const { Post, Note } = require('./models');
exports.Query = new GraphQLObjectType({
  name: 'Query',
  fields: {
    texts: { type: new GraphQLList(Text), resolve: () => Post.findAll() },
    older: { type: new GraphQLList(Text), resolve: () => Post.findAll() },
  },
});
`;

describe('fields that several types share', () => {
  it('have as their parents what is given as an interface of those types', () => {
    expect(findings({ 'shared.js': SHARED, 'given.js': GIVEN }, 'shared.js')).toEqual([
      expect.stringMatching(/: text\.countWords: Post\.countWords → Model\.count \(models\.js:6\)$/),
    ]);
  });

  it('have parents that nobody knows where different things are given as such an interface', () => {
    const mixed = GIVEN.replace(
      'resolve: () => Post.findAll() },\n    older',
      'resolve: () => Note.findAll() },\n    older',
    );
    const elsewhere = mixed.replace(
      "{ Text } = require('./shared')",
      "Text = new GraphQLInterfaceType({ name: 'Text' })",
    );
    expect(findings({ 'shared.js': SHARED, 'given.js': elsewhere }, 'shared.js')).toEqual([]);
  });

  it('are not taken for those of a type of that name in another schema', () => {
    const other = GIVEN.replace("require('./shared')", "require('./other-shared')").replaceAll('Post', 'Note');
    const types = SHARED.replaceAll('countWords', 'title');
    const files = { 'other-shared.js': types, 'shared.js': SHARED, 'a-given.js': other, 'given.js': GIVEN };
    expect(findings(files, 'shared.js')).toEqual([
      expect.stringMatching(/: text\.countWords: Post\.countWords → Model\.count \(models\.js:6\)$/),
    ]);
  });
});
