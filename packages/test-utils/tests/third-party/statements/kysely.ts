import { Migrator, sql, type Kysely } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { KyselyDb } from '../applications/kysely.js';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of Kysely. */
export const kyselyStatements: Statements<KyselyDb> = {
  async send({ db }, size) {
    const ids = [...idsOf(size)];
    const authors = db.selectFrom('author').selectAll();
    await authors.where('id', 'in', ids).execute();
    await authors.where('id', 'not in', ids).orderBy('name', 'desc').execute();
    await authors.where((is) => is.or([is('id', '=', size), is('name', 'like', `%${size}%`)])).execute();
    await authors.where('name', 'is not', null).limit(size).execute();
    await authors.limit(size).offset(size).execute();
    await db
      .selectFrom('post')
      .select(({ fn }) => ['author_id', fn.countAll().as('posts')])
      .groupBy('author_id')
      .execute();
    await authors.innerJoin('post', 'post.author_id', 'author.id').where('post.id', '>', size).execute();
    const withPosts = authors.select((author) =>
      jsonArrayFrom(
        author.selectFrom('post').select('title').whereRef('author_id', '=', 'author.id').where('id', '>', size),
      ).as('posts'),
    );
    await withPosts.execute();
    const withPost = authors.where((author) =>
      author.exists(author.selectFrom('post').whereRef('author_id', '=', 'author.id').where('id', '=', size)),
    );
    await withPost.execute();
    await db
      .with('recent', (own) => own.selectFrom('post').selectAll().where('id', '>', size))
      .selectFrom('recent')
      .selectAll()
      .execute();
    await db
      .insertInto('author')
      .values(namesOf(size).map((name) => ({ name })))
      .execute();
    const added = db.insertInto('author').values({ id: size * 1000, name: 'a' });
    await added.onConflict((conflict) => conflict.column('id').doUpdateSet({ name: `b${size}` })).execute();
    await added.onConflict((conflict) => conflict.doNothing()).execute();
    await db
      .updateTable('author')
      .set({ name: `c${size}` })
      .where('id', 'in', ids)
      .returning('id')
      .execute();
    await db.deleteFrom('author').where('id', 'in', ids).execute();
    await sql`select ${size}::int, ${`2026-01-0${size}`}::date`.execute(db);
    await db
      .transaction()
      .execute((tx) => tx.selectFrom('author').selectAll().where('id', '=', size).forUpdate().execute());
  },
  async createTables({ db }) {
    const first = {
      up: (own: Kysely<unknown>) =>
        own.schema
          .createTable('shelf')
          .addColumn('id', 'serial', (column) => column.primaryKey())
          .execute(),
      down: (own: Kysely<unknown>) => own.schema.dropTable('shelf').execute(),
    };
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ first }) } });
    await migrator.migrateToLatest();
    await migrator.migrateDown();
  },
};
