import { testOrm } from './orm-tester.js';

testOrm('Sequelize', {
  head: `
import { DataTypes, Model, Sequelize, type HasManyGetAssociationsMixin } from 'sequelize';
const sequelize = new Sequelize('postgres://localhost/test');
class Post extends Model { declare id: number; declare getTags: HasManyGetAssociationsMixin<Tag>; title() { return ''; } }
class Tag extends Model {}
const Note = sequelize.define('Note', {});
type Row = Post;
`,
  reads: {
    findAll: `await Post.findAll({ where: { id } });`,
    findByPk: `await Post.findByPk(id);`,
    findOne: `await Post.findOne({ where: { id } });`,
    count: `await Post.count({ where: { id } });`,
    findAndCountAll: `await Post.findAndCountAll({ where: { id } });`,
    'a scoped model': `await Post.unscoped().findByPk(id);`,
    'a model made with define': `await Note.findByPk(id);`,
    reload: `await row.reload();`,
    'sequelize.query': `await sequelize.query('SELECT * FROM post WHERE id = ?', { replacements: [id] });`,
  },
  silent: {
    create: `await Post.create({ id });`,
    'update of a row': `await row.update({ id });`,
    build: `Post.build({ id });`,
    'a plain getter of the row': `row.get('id'); row.toJSON();`,
    'an own method': `row.title();`,
    'a method that is defined elsewhere': `await row.getOrCreateTag(); await row.getTagByName('a');`,
  },
  lazy: {
    'a declared association getter': `await row.getTags();`,
    'an association getter that nothing declares': `await row.getComments();`,
    'a count through the association': `await row.countTags();`,
    '$get of sequelize-typescript': `await row.$get('tags');`,
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
