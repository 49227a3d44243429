import { sequelize } from '../../src/orms/sequelize.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('Sequelize', {
  head: `
import { DataTypes, Model, Sequelize, type HasManyGetAssociationsMixin, type HasManyAddAssociationMixin, type ModelStatic } from 'sequelize';
const sequelize = new Sequelize('postgres://localhost/test');
class Post extends Model {
  declare id: number;
  declare getTags: HasManyGetAssociationsMixin<Tag>;
  declare addTag: HasManyAddAssociationMixin<Tag, number>;
  declare getReviews: (options?: object) => Promise<unknown[]>;
  title() { return ''; }
}
class Tag extends Model { declare id: number; getLabel() { return ''; } }
const Note = sequelize.define('Note', {});
declare const author: Model;
type Row = Post;
`,
  reads: {
    findAll: `await Post.findAll({ where: { id } });`,
    findByPk: `await Post.findByPk(id);`,
    findOne: `await Post.findOne({ where: { id } });`,
    count: `await Post.count({ where: { id } });`,
    sum: `await Post.sum('likes', { where: { id } });`,
    findAndCountAll: `await Post.findAndCountAll({ where: { id } });`,
    findOrCreate: `const [post] = await Post.findOrCreate({ where: { id } }); void post;`,
    'a scoped model': `await Post.unscoped().findByPk(id);`,
    'a model with several scopes': `await Post.scope('public').scope('recent').findOne({ where: { id } });`,
    'a model made with define': `await Note.findByPk(id);`,
    'a model by its name': `await sequelize.model('Post').findByPk(id);`,
    'a model of the connection': `await sequelize.models.Post.findByPk(id);`,
    'a model as a parameter': `await (async (any: ModelStatic<Post>) => any.findByPk(id))(Post);`,
    'a model of the row': `await row.sequelize.models.Tag.findByPk(id);`,
    reload: `await row.reload();`,
    'a query in a transaction per element': `await sequelize.transaction(async (transaction) => { await Post.findByPk(id, { transaction }); });`,
    'sequelize.query': `await sequelize.query('SELECT * FROM post WHERE id = ?', { replacements: [id] });`,
    'the query interface': `await sequelize.getQueryInterface().select(null, 'post', { where: { id } });`,
  },
  silent: {
    create: `await Post.create({ id });`,
    upsert: `await Post.upsert({ id });`,
    'update of a row': `await row.update({ id });`,
    'a declared association setter': `await row.addTag(id);`,
    'sequelize.query that writes': `await sequelize.query('UPDATE post SET title = 1 WHERE id = ?', { replacements: [id] });`,
    build: `Post.build({ id });`,
    'a plain getter of the row': `row.get('id'); row.toJSON(); row.getDataValue('id');`,
    'an own method': `row.title();`,
    'an own method whose name could be an association': `new Tag().getLabel();`,
    'a method that nothing declares and nobody awaits': `author.getFullName(id);`,
    'a method that is defined elsewhere': `await row.getOrCreateTag(); await row.getTagByName('a'); await row.getTagsFromText('a');`,
  },
  lazy: {
    'a declared association getter': `await row.getTags();`,
    'an association getter that nothing declares': `await row.getComments();`,
    'an association whose alias starts with a preposition': `await row.getFromAuthor();`,
    'an association getter that is declared as a function': `await row.getReviews();`,
    'a count through the association': `await row.countTags();`,
    'whether the association has one': `await row.hasTag(id);`,
    '$get of sequelize-typescript': `await row.$get('tags');`,
    'a getter that runs by then': `row.getTags().then(() => undefined);`,
  },
  quiet: {
    'one query for all': `
export async function load(ids: number[]) {
  const posts = await Post.findAll({ where: { id: ids } });
  return posts.map((post) => post.title());
}
`,
  },
});

testOrm('Sequelize, whose rows come from a model without a class', {
  head: `
import { Sequelize } from 'sequelize';
const sequelize = new Sequelize('postgres://localhost/test');
const Post = sequelize.define('Post', {});
type Row = { id: number };
`,
  reads: {},
  silent: {
    'a row that is built': `Post.build({ id }).get('id');`,
  },
  quiet: {
    'getters that compute': `
export async function load() {
  const posts = await Post.findAll();
  return posts.map((post) => post.getTitle());
}
`,
  },
  lazyIn: {
    'rows of findAll': `
export async function load() {
  for (const post of await Post.findAll()) await post.getTags();
}
`,
    'rows whose getters are all awaited': `
export async function load() {
  const posts = await Post.findAll();
  return await Promise.all(posts.map((post) => post.getTags()));
}
`,
    'rows of findAndCountAll': `
export async function load() {
  const { rows } = await Post.findAndCountAll();
  for (const post of rows) await post.getTags();
}
`,
    'rows of bulkCreate': `
export async function load() {
  for (const post of await Post.bulkCreate([])) await post.getTags();
}
`,
    'a row that is found or made': `
export async function load(tags: number[]) {
  const [post] = await Post.findOrCreate({ where: { id: 1 } });
  for (const tag of tags) await post.hasTag(tag);
}
`,
  },
});

testTypings(sequelize, {
  versions: [
    {
      packages: ['sequelize'],
      types: {
        page: '{ rows: unknown[]; count: number }',
        models: '$0.Sequelize["models"]',
        associationGetter: '$0.HasManyGetAssociationsMixin<$0.Model>',
        associationSetter: '$0.HasManySetAssociationsMixin<$0.Model, number>',
      },
    },
    { packages: ['sequelize-typescript'] },
  ],
  notInstalled: {
    'is the module itself': ['default'],
    'was there until version 5': ['sequelize.import'],
    'came with version 7': [
      'AbstractQueryInterface',
      ...['withSchema', 'withScope', 'withoutScope', 'withInitialScope'].map((name) => `model.${name}`),
      ...['queryInterface', 'queryRaw', 'withConnection', 'destroyAll'].map((name) => `sequelize.${name}`),
      ...['decrement', 'truncate'].map((name) => `queryInterface.${name}`),
    ],
  },
  noQuery: {
    'changes or lists the schema': [
      ...['describe', 'drop', 'sync'].map((name) => `model.${name}`),
      ...['createSchema', 'drop*', 'showAllSchemas', 'sync'].map((name) => `sequelize.${name}`),
      ...['add*', 'change*', 'create*', 'describe*', 'drop*', 'remove*', 'rename*', 'show*', 'tableExists'].map(
        (name) => `queryInterface.${name}`,
      ),
      ...['getForeignKey*', 'nameIndexes', 'databaseVersion'].map((name) => `queryInterface.${name}`),
    ],
    'is about connections and transactions': [
      ...['authenticate', 'close', 'databaseVersion', 'set', 'validate'].map((name) => `sequelize.${name}`),
      ...['commitTransaction', 'deferConstraints', 'rollbackTransaction', 'set*', 'startTransaction'].map(
        (name) => `queryInterface.${name}`,
      ),
    ],
    'runs hooks and validators, in memory': ['model.beforeFindAfterOptions', 'row.validate'],
  },
  otherExports: { 'is only ended': ['Transaction'] },
});
