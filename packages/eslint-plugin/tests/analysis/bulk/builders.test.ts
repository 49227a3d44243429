import { testBulkForms } from '../../support/bulk-tester.js';

testBulkForms('Drizzle', {
  head: `
import { drizzle } from 'drizzle-orm/node-postgres';
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { posts, tables } from './schema.js';
interface Row { id: number; title: string; authorId: number }
interface Other { id: number }
const db = drizzle('postgres://localhost/test');
`,
  bulk: {
    insert: ['await db.insert(posts).values({ title: row.title });', '`.values(rows)`'],
    'insert that skips what is there': [
      'await db.insert(posts).values(row).onConflictDoNothing({ target: posts.id });',
      '`.values(rows)`',
    ],
    delete: ['await db.delete(posts).where(eq(posts.id, row.id));', '`.where(inArray(column, values))`'],
    'delete by more than one column of which one differs': [
      'await db.delete(posts).where(and(eq(posts.authorId, other.id), eq(posts.id, row.id)));',
      '`.where(inArray(column, values))`',
    ],
    'update with the same values': [
      'await db.update(posts).set({ isRead: true, at: sql`now()` }).where(eq(posts.id, row.id));',
      '`.where(inArray(column, values))`',
    ],
    'a builder that a name holds': [
      'const removal = db.delete(posts); await removal.where(eq(posts.id, row.id));',
      '`.where(inArray(column, values))`',
    ],
  },
  silent: {
    'update with values of each row': 'await db.update(posts).set({ title: row.title }).where(eq(posts.id, row.id));',
    'delete by comparison': 'await db.delete(posts).where(gt(posts.id, row.id));',
    'delete by a list': 'await db.delete(posts).where(inArray(posts.id, [row.id]));',
    'delete by either of two': 'await db.delete(posts).where(or(eq(posts.id, row.id), eq(posts.id, other.id)));',
    'delete by two columns that differ':
      'await db.delete(posts).where(and(eq(posts.authorId, row.authorId), eq(posts.id, row.id)));',
    'a column that the row decides': 'await db.delete(posts).where(eq(posts[row.title], other.id));',
    'another table for each row': 'await db.insert(tables[row.title]).values({ id: row.id });',
    'a conflict that is resolved with values of each row':
      'await db.insert(posts).values(row).onConflictDoUpdate({ target: posts.id, set: { title: row.title } });',
    'a delete that is not run': 'db.delete(posts).where(eq(posts.id, row.id));',
  },
});

testBulkForms('Knex', {
  head: `
import createKnex from 'knex';
interface Row { id: number; title: string; authorId: number }
interface Other { id: number }
const knex = createKnex({ client: 'pg' });
`,
  bulk: {
    insert: [
      "await knex('post').insert({ title: row.title });",
      '`insert(rows)`, or `batchInsert` for thousands of them',
    ],
    'del by an object': ["await knex('post').where({ id: row.id, label }).del();", '`.whereIn(column, values)`'],
    'del by a column and its value': ["await knex('post').where('id', row.id).del();", '`.whereIn(column, values)`'],
    'del by an equality': ["await knex('post').where('id', '=', row.id).del();", '`.whereIn(column, values)`'],
    'update before its condition': [
      "await knex('post').update({ is_read: true }).where({ id: row.id });",
      '`.whereIn(column, values)`',
    ],
  },
  silent: {
    'update with values of each row': "await knex('post').where({ id: row.id }).update({ title: row.title });",
    'del by comparison': "await knex('post').where('id', '>', row.id).del();",
    'del by a list': "await knex('post').whereIn('id', [row.id]).del();",
    'del by two columns that differ':
      "await knex('post').where({ id: row.id }).andWhere('author', row.authorId).del();",
    'a column that the row decides': "await knex('post').where(row.title, 1).del();",
    'another table for each row': 'await knex(row.title).insert({ id: row.id });',
    'a list of rows for each row': "await knex('post').insert([row, row]);",
    'text of a query': "console.log(knex('post').insert({ title: row.title }).toQuery());",
  },
});

testBulkForms('Kysely', {
  head: `
import { Kysely, PostgresDialect } from 'kysely';
interface Row { id: number; title: string; authorId: number }
interface Other { id: number }
declare const db: Kysely<any>;
`,
  bulk: {
    insert: ["await db.insertInto('post').values({ title: row.title }).execute();", '`.values(rows)`'],
    delete: ["await db.deleteFrom('post').where('id', '=', row.id).execute();", "`.where(column, 'in', values)`"],
    'update with the same values': [
      "await db.updateTable('post').set({ isRead: true }).where('id', '=', row.id).executeTakeFirst();",
      "`.where(column, 'in', values)`",
    ],
  },
  silent: {
    'update with values of each row':
      "await db.updateTable('post').set({ title: row.title }).where('id', '=', row.id).execute();",
    'delete by comparison': "await db.deleteFrom('post').where('id', '<', row.id).execute();",
    'a builder that is not run': "db.deleteFrom('post').where('id', '=', row.id);",
  },
});

testBulkForms('Objection', {
  head: `
import { Model } from 'objection';
class Post extends Model { id!: number; title!: string }
type Row = Post;
interface Other { id: number }
`,
  bulk: {
    insert: ['await Post.query().insert({ title: row.title });', '`.insert(rows)`'],
    deleteById: ['await Post.query().deleteById(row.id);', '`.whereIn(column, values)`'],
    'delete by a condition': ["await Post.query().delete().where('id', row.id);", '`.whereIn(column, values)`'],
    'patch with the same values': [
      'await Post.query().findById(row.id).patch({ title: label });',
      '`.whereIn(column, values)`',
    ],
    'patch of a row with the same values': [
      'await row.$query().patch({ title: label });',
      '`.whereIn(column, values)`',
    ],
  },
  silent: {
    'patch with values of each row': 'await Post.query().findById(row.id).patch({ title: row.title });',
    'patch of a row with its own values': 'await row.$query().patch({ title: row.title.trim() });',
    'a builder that is not run': 'Post.query().deleteById(row.id);',
  },
});
