import { testOrm } from './orm-tester.js';

testOrm('Drizzle', {
  head: `
import { eq, inArray, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { post } from './schema.js';
type Row = { id: number };
const db = drizzle('postgres://localhost/test');
`,
  reads: {
    select: `await db.select().from(post).where(eq(post.id, id));`,
    'query.findFirst': `await db.query.post.findFirst({ where: eq(post.id, id) });`,
    'query.findMany': `await db.query.post.findMany({ where: eq(post.authorId, id) });`,
    $count: `await db.$count(post, eq(post.id, id));`,
    execute: 'await db.execute(sql`select * from post where id = ${id}`);',
    'a transaction per element': `await db.transaction(async (tx) => { await tx.select().from(post).where(eq(post.id, id)); });`,
    'a builder in a variable': `const query = db.select().from(post).where(eq(post.id, id)); await query;`,
    'a database as a parameter': `await ((own: NodePgDatabase) => own.select().from(post).where(eq(post.id, id)))(db);`,
  },
  silent: {
    'a builder that nothing runs': `void db.select().from(post).where(eq(post.id, id));`,
    'a subquery': `db.select().from(post).where(eq(post.id, id)).as('posts');`,
    insert: `await db.insert(post).values({ id });`,
    update: `await db.update(post).set({}).where(eq(post.id, id));`,
    delete: `await db.delete(post).where(eq(post.id, id));`,
  },
  quiet: {
    'one query for all': `
export const load = (ids: number[]) => db.select().from(post).where(inArray(post.id, ids));
`,
  },
});
