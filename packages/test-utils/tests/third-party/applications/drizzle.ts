import { eq, relations } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import { closePool } from '../../support/close-pool.js';
import type { Application } from '../support/application.js';

const id = () => integer().primaryKey().generatedByDefaultAsIdentity();
/** The table of authors. */
export const authors = pgTable('author', { id: id(), name: text().notNull() });
/** The table of posts. */
export const posts = pgTable('post', { id: id(), title: text().notNull(), authorId: integer('author_id').notNull() });
const authorRelations = relations(authors, ({ many }) => ({ posts: many(posts) }));
const postRelations = relations(posts, ({ one }) => ({
  author: one(authors, { fields: [posts.authorId], references: [authors.id] }),
}));
const schema = { authors, posts, authorRelations, postRelations };
/** A database with its schema. */
export type DrizzleDb = NodePgDatabase<typeof schema> & { $client: Pool };

export const drizzleApplication: Application<DrizzleDb> = {
  name: 'Drizzle',
  file: __filename,
  open: (target) => drizzle({ client: new Pool(target), schema }),
  close: (db) => closePool(db.$client),
  async sequential(db, ids) {
    for (const own of ids) {
      await db.select().from(authors).where(eq(authors.id, own)); // sequential
    }
  },
  async parallel(db, ids) {
    await Promise.all(
      ids.map(async (own) => {
        await db.select().from(authors).where(eq(authors.id, own)); // parallel
      }),
    );
  },
  async transaction(db, ids) {
    await db.transaction(async (tx) => {
      for (const own of ids) {
        await tx.select().from(authors).where(eq(authors.id, own)); // transaction
      }
    });
  },
  unawaited: (db, own) => db.select().from(authors).where(eq(authors.id, own)),
  async failing(db) {
    await db.execute('select * from missing'); // failing
  },
  async write(db) {
    const [author] = await db.insert(authors).values({ name: 'Ada' }).returning(); // insert
    const isAuthor = eq(authors.id, author?.id ?? 0);
    await db.update(authors).set({ name: 'Grace' }).where(isAuthor); // update
    await db.delete(authors).where(isAuthor); // delete
  },
  relation: {
    async lazy(db) {
      for (const author of await db.query.authors.findMany()) {
        await db.query.posts.findMany({ where: eq(posts.authorId, author.id) }); // lazy
      }
    },
    async eager(db) {
      await db.query.authors.findMany({ with: { posts: true } }); // eager
    },
    eagerQueries: 1,
  },
  setup: [],
  control: ['begin', 'commit'],
};
