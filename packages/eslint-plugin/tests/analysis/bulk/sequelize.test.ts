import { testBulkForms } from '../../support/bulk-tester.js';

const UPDATE_ROWS = '`Model.update(values, { where: { id: ids } })`';

testBulkForms('Sequelize', {
  head: `
import { AfterCreate } from 'sequelize-typescript';
import { Model, Op, Sequelize, type Transaction } from 'sequelize';
const sequelize = new Sequelize('postgres://localhost/test');
class Log extends Model { declare id: number }
Log.init({}, { sequelize, hooks: { afterCreate: () => undefined, beforeDestroy: () => undefined } });
Log.addHook('beforeUpdate', () => undefined);
class Decorated extends Model { @AfterCreate static tell() { return undefined; } }
class Post extends Model { declare id: number; declare title: string; declare isRead: boolean; declare log: Log }
const Note = sequelize.define('Note', {});
type Row = Post;
interface Other { id: number }
declare const transaction: Transaction;
`,
  bulk: {
    create: ['await Post.create({ title: row.title }, { transaction });', '`bulkCreate(rows)`'],
    'create without the code that the model runs for each row': [
      'await Log.create({ id: row.id }, { hooks: false });',
      '`bulkCreate(rows)`',
    ],
    'create of a model that is defined': ['await Note.create({ title: row.title });', '`bulkCreate(rows)`'],
    upsert: ['await Post.upsert({ id: row.id });', '`bulkCreate(rows, { updateOnDuplicate: columns })`'],
    'update of the model with the same values': [
      'await Post.update({ isRead: true }, { where: { id: row.id } });',
      '`update(values, { where: { id: ids } })`',
    ],
    'destroy of the model': ['await Post.destroy({ where: { id: row.id } });', '`destroy({ where: { id: ids } })`'],
    'increment of the model': [
      "await Post.increment('views', { where: { id: row.id } });",
      '`increment(columns, { where: { id: ids } })`',
    ],
    'update of a row with the same values': ['await row.update({ isRead: true });', UPDATE_ROWS],
    'save of a row with the same values': ['row.isRead = true; await row.save();', UPDATE_ROWS],
    'update of a row under another type': ['await (row as Post).update({ isRead: true });', UPDATE_ROWS],
    'destroy of a row': ['await row.destroy();', '`Model.destroy({ where: { id: ids } })`'],
    'destroy of rows that run code each': [
      'await row.log.destroy();',
      '`Model.destroy({ where: { id: ids }, individualHooks: true })`',
    ],
    'SQL with named values': [
      "await sequelize.query('UPDATE post SET read = true WHERE id = :id', { replacements: { id: row.id } });",
      '`WHERE id IN (:ids)`',
    ],
    'SQL with a value in its text': [
      'await sequelize.query(`DELETE FROM post WHERE id = ${row.id} AND read`);',
      '`WHERE id IN (:ids)`',
    ],
  },
  silent: {
    'create of a model whose decorators run code for each row': 'await Decorated.create({ id: row.id });',
    'create of a model that runs code for each row': 'await Log.create({ id: row.id });',
    'update of rows that run code each': 'await row.log.update({ isRead: true });',
    'update of a row with its own values': 'await row.update({ title: row.title.trim() });',
    'save of a row with its own values': 'row.title = row.title.trim(); await row.save();',
    'save of a row that is changed elsewhere': 'await row.save();',
    'save of a row of which one value is its own': 'row.isRead = true; row.title = row.title.trim(); await row.save();',
    'update by comparison': 'await Post.update({ isRead: true }, { where: { id: { [Op.lt]: row.id } } });',
    'update with values of each row': 'await Post.update({ title: row.title }, { where: { id: row.id } });',
    'SQL with values of each row':
      "await sequelize.query('UPDATE post SET title = :title WHERE id = :id', { replacements: { id: row.id, title: row.title } });",
    'build, which only builds': 'Post.build({ title: row.title });',
  },
});
