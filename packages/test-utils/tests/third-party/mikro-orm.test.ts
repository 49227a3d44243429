import { Collection, EntitySchema, MikroORM, type Options, type Rel } from '@mikro-orm/postgresql';
import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it } from 'vitest';
import { describeDriver } from './support/describe-driver.js';
import type { Target } from './support/domain.js';

class Author {
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

function optionsFor({ connectionString, max }: Target): Options {
  return { clientUrl: connectionString, entities: [authors, posts], pool: { min: 0, max } };
}

const open = describeDriver<MikroORM>({
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
});

describe('MikroORM', () => {
  it('has what it sends to get to know the server told apart as set-up', async () => {
    const { config } = await open();
    const options = optionsFor({ connectionString: config.get('clientUrl'), max: 1 });
    const { queries, uncounted } = await captureQueries(async () => {
      const other = await MikroORM.init(options);
      await other.em.fork().count(Author);
      await other.close();
    });
    expect(queries.map(({ tables }) => tables)).toEqual([['author']]);
    // The last two are sent at the same time.
    expect(uncounted.map(({ sql, uncounted: reason }) => `${reason ?? ''}: ${sql}`).sort()).toEqual([
      'setup: select 1',
      "setup: select 1 from pg_database where datname = 'postgres'",
      'setup: select version();',
    ]);
  });

  it('has the same statement counted when the application sends it', async () => {
    const db = await open();
    const { queries } = await captureQueries(() => db.em.fork().execute('select 1'));
    expect(queries).toHaveLength(1);
  });
});
