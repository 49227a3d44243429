import knex, { type Knex } from 'knex';
import type { Application } from '../support/application.js';

/** A row of the table. */
export interface Author {
  id: number;
  name: string;
}

/** Builds a query of the authors. */
export const authors = (db: Knex) => db<Author>('author');

export const knexApplication: Application<Knex> = {
  name: 'Knex',
  file: __filename,
  open: ({ connectionString, max }) => knex({ client: 'pg', connection: connectionString, pool: { min: 0, max } }),
  close: (db) => db.destroy(),
  async sequential(db, ids) {
    for (const id of ids) {
      await authors(db).where({ id }).first(); // sequential
    }
  },
  async parallel(db, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await authors(db).where({ id }).first(); // parallel
      }),
    );
  },
  async transaction(db, ids) {
    await db.transaction(async (tx) => {
      for (const id of ids) {
        await authors(tx).where({ id }).first(); // transaction
      }
    });
  },
  unawaited: (db, id) => authors(db).where({ id }).first(),
  async failing(db) {
    await db('missing').select(); // failing
  },
  async write(db) {
    const [author] = await authors(db).insert({ name: 'Ada' }, ['id']); // insert
    const own = authors(db).where({ id: author?.id ?? 0 });
    await own.clone().update({ name: 'Grace' }); // update
    await own.clone().delete(); // delete
  },
  relation: {
    async lazy(db) {
      for (const { id } of await authors(db)) {
        await db('post').where({ author_id: id }); // lazy
      }
    },
    async eager(db) {
      await authors(db).join('post', 'post.author_id', 'author.id'); // eager
    },
    eagerQueries: 1,
  },
  setup: ['select version()'],
  control: ['BEGIN', 'COMMIT'],
};
