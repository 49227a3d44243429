import { and, between, count, desc, eq, exists, gt, inArray, like, not, notInArray, or, sql } from 'drizzle-orm';
import { authors, posts, type DrizzleDb } from '../applications/drizzle.js';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of Drizzle. */
export const drizzleStatements: Statements<DrizzleDb> = {
  async send(db, size) {
    const ids = [...idsOf(size)];
    const post = db
      .select()
      .from(posts)
      .where(and(eq(posts.authorId, authors.id), gt(posts.id, size)));
    await db.select().from(authors).where(inArray(authors.id, ids));
    await db.select().from(authors).where(notInArray(authors.id, ids)).orderBy(desc(authors.name));
    await db
      .select()
      .from(authors)
      .where(or(eq(authors.id, size), not(like(authors.name, `%${size}%`))));
    await db
      .select()
      .from(authors)
      .where(between(authors.id, size, size + 1))
      .limit(size);
    await db.select().from(authors).limit(size).offset(size);
    await db
      .select({ id: posts.authorId, posts: count() })
      .from(posts)
      .groupBy(posts.authorId)
      .having(gt(count(), size));
    await db.select().from(authors).leftJoin(posts, eq(posts.authorId, authors.id)).where(exists(post));
    await db.query.authors.findMany({ with: { posts: { where: gt(posts.id, size), limit: size } } });
    await db.query.authors.findFirst({ where: eq(authors.id, size), columns: { name: true } });
    await db.$count(authors, gt(authors.id, size));
    await db.insert(authors).values(namesOf(size).map((name) => ({ name })));
    const added = db.insert(authors).values({ id: size * 1000, name: 'a' });
    await added.onConflictDoUpdate({ target: authors.id, set: { name: `b${size}` } });
    await db
      .insert(authors)
      .values({ id: size * 1000, name: 'a' })
      .onConflictDoNothing();
    await db
      .update(authors)
      .set({ name: `c${size}` })
      .where(inArray(authors.id, ids))
      .returning();
    await db.delete(authors).where(inArray(authors.id, ids));
    await db.execute(sql`select ${size}::int, ${`2026-01-0${size}`}::date`);
    await db.transaction(async (tx) => {
      await tx.select().from(authors).where(eq(authors.id, size)).for('update');
      await tx.transaction((inner) => inner.$count(authors));
    });
  },
};
