import bookshelf, { type Bookshelf, type Model, type ModelClass } from 'bookshelf';
import knex, { type Knex } from 'knex';
import type { Application } from '../support/application.js';
import type { Target } from '../support/domain.js';

/** What an application holds. */
export interface BookshelfDb {
  readonly knex: Knex;
  readonly shelf: Bookshelf;
  readonly Author: ModelClass;
}

function connect({ connectionString, max }: Target): BookshelfDb {
  const connection = knex({ client: 'pg', connection: connectionString, pool: { min: 0, max } });
  const shelf = bookshelf(connection);
  shelf.model('Post', { tableName: 'post' });
  const Author = shelf.model('Author', {
    tableName: 'author',
    posts(this: Model) {
      return this.hasMany('Post', 'author_id');
    },
  });
  return { knex: connection, shelf, Author };
}

// It sends queries from promises of Bluebird, which leave no trace of who awaits them.
export const bookshelfApplication: Application<BookshelfDb> = {
  name: 'Bookshelf',
  file: __filename,
  open: connect,
  close: (db) => db.knex.destroy(),
  async sequential({ Author }, ids) {
    for (const id of ids) await new Author({ id }).fetch({ require: false });
  },
  async parallel({ Author }, ids) {
    await Promise.all(ids.map((id) => new Author({ id }).fetch({ require: false })));
  },
  async transaction({ Author, shelf }, ids) {
    const work = async (transacting: Knex.Transaction): Promise<void> => {
      for (const id of ids) await new Author({ id }).fetch({ require: false, transacting });
    };
    await shelf.transaction(work); // begin
  },
  unawaited: ({ Author }, id) => new Author({ id }).fetch(),
  failing: ({ Author }) => new Author({ missing: 1 }).fetch(),
  async write({ Author }) {
    const author = await new Author({ name: 'Ada' }).save();
    await author.save({ name: 'Grace' }, { patch: true });
    await author.destroy();
  },
  relation: {
    async lazy({ Author }) {
      const { models } = await Author.fetchAll();
      for (const author of models) await author.related('posts').fetch();
    },
    eager: ({ Author }) => Author.fetchAll({ withRelated: ['posts'] }),
    eagerQueries: 2,
  },
  setup: ['select version()'],
  control: ['BEGIN', 'COMMIT'],
  fallbacks: {
    sequential: 'capture',
    parallel: 'capture',
    transaction: 'transaction',
    unawaited: 'capture',
    failing: 'capture',
    write: 'capture',
    lazy: 'capture',
    eager: 'capture',
  },
};
