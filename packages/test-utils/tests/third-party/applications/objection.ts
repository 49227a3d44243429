import knex, { type Knex } from 'knex';
import { Model } from 'objection';
import type { Application } from '../support/application.js';

class Post extends Model {
  static override tableName = 'post';
}

/** A model with a relation. */
export class Author extends Model {
  static override tableName = 'author';
  static override relationMappings = {
    posts: { relation: Model.HasManyRelation, modelClass: Post, join: { from: 'author.id', to: 'post.author_id' } },
  };
  id!: number;
  name!: string;
}

export const objectionApplication: Application<Knex> = {
  name: 'Objection',
  file: __filename,
  open: ({ connectionString, max }) => knex({ client: 'pg', connection: connectionString, pool: { min: 0, max } }),
  close: (db) => db.destroy(),
  async sequential(db, ids) {
    for (const id of ids) {
      await Author.query(db).findById(id); // sequential
    }
  },
  async parallel(db, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await Author.query(db).findById(id); // parallel
      }),
    );
  },
  async transaction(db, ids) {
    await Author.transaction(db, async (tx) => {
      for (const id of ids) {
        await Author.query(tx).findById(id); // transaction
      }
    });
  },
  unawaited: (db, id) => Author.query(db).findById(id),
  async failing(db) {
    await Author.query(db).where('missing', 1); // failing
  },
  async write(db) {
    const author = await Author.query(db).insert({ name: 'Ada' }); // insert
    await author.$query(db).patch({ name: 'Grace' }); // update
    await author.$query(db).delete(); // delete
  },
  relation: {
    async lazy(db) {
      for (const author of await Author.query(db)) {
        await author.$relatedQuery('posts', db); // lazy
      }
    },
    async eager(db) {
      await Author.query(db).withGraphFetched('posts'); // eager
    },
    eagerQueries: 2,
  },
  setup: ['select version()'],
  control: ['BEGIN', 'COMMIT'],
};
