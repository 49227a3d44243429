import { LockMode, type MikroORM } from '@mikro-orm/postgresql';
import { Author } from '../applications/mikro-orm.js';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of MikroORM. */
export const mikroOrmStatements: Statements<MikroORM> = {
  async send(db, size) {
    const em = db.em.fork();
    const ids = [...idsOf(size)];
    await em.find(Author, { id: { $in: ids } });
    await em.find(Author, { id: { $nin: ids }, name: { $like: `%${size}%` } }, { orderBy: { name: 'desc' } });
    await em.find(Author, { $or: [{ id: size }, { name: `a${size}` }] });
    await em.find(Author, { id: { $gt: size, $lt: size + 2 } }, { limit: size });
    await em.find(Author, { name: { $ne: null } }, { limit: size, offset: size });
    await em.fork().find(Author, { id: { $gt: size } }, { populate: ['posts'], limit: size });
    await em.fork().find(Author, { id: { $gt: size } }, { populate: ['posts'], strategy: 'select-in' });
    await em.findAndCount(Author, { posts: { title: `Post ${size}` } });
    await em.count(Author, { id: size });
    await em
      .createQueryBuilder(Author, 'a')
      .select('name')
      .leftJoin('a.posts', 'p')
      .where({ 'p.id': size })
      .groupBy('name')
      .execute();
    await em.insertMany(namesOf(size).map((name) => em.create(Author, { name }, { persist: false })));
    await em.upsert(Author, { id: size * 1000, name: 'a' });
    for (const name of namesOf(size)) em.create(Author, { name });
    await em.flush();
    await em.nativeUpdate(Author, { id: { $in: ids } }, { name: `b${size}` });
    await em.nativeDelete(Author, { id: { $in: ids } });
    await em.transactional(async (tx) => {
      await tx.findOne(Author, size, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      await tx.transactional((inner) => inner.count(Author, { id: size }));
    });
  },
  async createTables(db) {
    await db.schema.createSchema();
    await db.schema.updateSchema();
  },
};
