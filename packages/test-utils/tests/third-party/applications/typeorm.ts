import { DataSource, EntitySchema } from 'typeorm';
import type { Application } from '../support/application.js';
import type { Target } from '../support/domain.js';

/** An author; the posts are loaded when they are read. */
export interface Author {
  id: number;
  name: string;
  posts: Promise<Post[]>;
}
interface Post {
  id: number;
  title: string;
  author: Promise<Author>;
}
/** The entity of {@link Author}. */
export const authors = new EntitySchema<Author>({
  name: 'author',
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: 'text' } },
  relations: { posts: { type: 'one-to-many', target: 'post', inverseSide: 'author', lazy: true } },
});
const posts = new EntitySchema<Post>({
  name: 'post',
  columns: { id: { type: Number, primary: true, generated: true }, title: { type: 'text' } },
  relations: {
    author: { type: 'many-to-one', target: 'author', lazy: true, joinColumn: { name: 'author_id' }, nullable: false },
  },
});

function source({ connectionString, max }: Target): DataSource {
  const poolErrorHandler = (): void => undefined;
  const connection = { type: 'postgres', url: connectionString, poolErrorHandler, extra: { max } } as const;
  return new DataSource({ ...connection, entities: [authors, posts] });
}

export const typeOrmApplication: Application<DataSource> = {
  name: 'TypeORM',
  file: __filename,
  open: (target) => source(target).initialize(),
  close: (db) => db.destroy(),
  async sequential(db, ids) {
    for (const id of ids) {
      await db.getRepository(authors).findOneBy({ id }); // sequential
    }
  },
  async parallel(db, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await db.getRepository(authors).findOneBy({ id }); // parallel
      }),
    );
  },
  async transaction(db, ids) {
    await db.transaction(async (tx) => {
      for (const id of ids) {
        await tx.findOneBy(authors, { id }); // transaction
      }
    });
  },
  unawaited: (db, id) => db.getRepository(authors).findOneBy({ id }),
  async failing(db) {
    await db.query('select * from missing'); // failing
  },
  async write(db) {
    const author = await db.getRepository(authors).save({ name: 'Ada' }); // insert
    await db.getRepository(authors).save({ id: author.id, name: 'Grace' }); // update
    await db.getRepository(authors).delete(author.id); // delete
  },
  relation: {
    async lazy(db) {
      for (const author of await db.getRepository(authors).find()) {
        await author.posts; // lazy
      }
    },
    async eager(db) {
      await db.getRepository(authors).find({ relations: { posts: true } }); // eager
    },
    eagerQueries: 1,
  },
  // The connection that `initialize()` opened is in use.
  setup: [],
  control: ['START TRANSACTION', 'COMMIT'],
  // A getter starts the query, in a chain of promises that leads nowhere.
  fallbacks: { lazy: 'connection' },
};
