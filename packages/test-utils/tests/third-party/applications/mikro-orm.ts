import { Collection, EntitySchema, MikroORM, type Options, type Rel } from '@mikro-orm/postgresql';
import type { Application } from '../support/application.js';
import type { Target } from '../support/domain.js';

/** An entity with a collection that has to be initialised. */
export class Author {
  id!: number;
  name!: string;
  posts = new Collection<Post>(this);
}
class Post {
  id!: number;
  title!: string;
  author!: Rel<Author>;
}
const authors = new EntitySchema({
  class: Author,
  tableName: 'author',
  properties: {
    id: { type: 'number', primary: true },
    name: { type: 'string' },
    posts: { kind: '1:m', entity: () => Post, mappedBy: 'author' },
  },
});
const posts = new EntitySchema({
  class: Post,
  tableName: 'post',
  properties: {
    id: { type: 'number', primary: true },
    title: { type: 'string' },
    author: { kind: 'm:1', entity: () => Author, joinColumn: 'author_id' },
  },
});

/** Answers the options that open a database with the entities. */
export function optionsFor({ connectionString, max }: Target): Options {
  return { clientUrl: connectionString, entities: [authors, posts], pool: { min: 0, max } };
}

export const mikroOrmApplication: Application<MikroORM> = {
  name: 'MikroORM',
  file: __filename,
  open: (target) => MikroORM.init(optionsFor(target)),
  close: (db) => db.close(),
  async sequential(db, ids) {
    const em = db.em.fork();
    for (const id of ids) {
      await em.findOne(Author, id); // sequential
    }
  },
  async parallel(db, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await db.em.fork().findOne(Author, id); // parallel
      }),
    );
  },
  async transaction(db, ids) {
    await db.em.fork().transactional(async (em) => {
      for (const id of ids) {
        await em.findOne(Author, id); // transaction
      }
    });
  },
  unawaited: (db, id) => db.em.fork().findOne(Author, id),
  async failing(db) {
    await db.em.fork().execute('select * from missing'); // failing
  },
  async write(db) {
    const em = db.em.fork();
    const author = em.create(Author, { name: 'Ada' });
    await em.flush(); // insert
    author.name = 'Grace';
    await em.flush(); // update
    em.remove(author);
    await em.flush(); // delete
  },
  relation: {
    async lazy(db) {
      for (const author of await db.em.fork().findAll(Author)) {
        await author.posts.init(); // lazy
      }
    },
    async eager(db) {
      await db.em.fork().findAll(Author, { populate: ['posts'] }); // eager
    },
    eagerQueries: 1,
  },
  // The connection that `init()` opened is in use.
  setup: [],
  control: ['BEGIN', 'COMMIT'],
};
