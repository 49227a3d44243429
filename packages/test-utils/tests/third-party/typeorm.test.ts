import { DataSource, EntitySchema } from 'typeorm';
import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it } from 'vitest';
import { markedLines, sitesOf } from '../interceptor/support/marked-lines.js';
import { describeDriver } from './support/describe-driver.js';
import type { Target } from './support/domain.js';

interface Author {
  id: number;
  name: string;
  posts: Promise<Post[]>;
}
interface Post {
  id: number;
  title: string;
  author: Promise<Author>;
}
const authors = new EntitySchema<Author>({
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

const open = describeDriver<DataSource>({
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
});

describe('TypeORM', () => {
  const line = markedLines(__filename);

  it('has what it sends to get to know the server told apart as set-up', async () => {
    const { options } = await open();
    const other = new DataSource(options);
    const { queries, uncounted } = await captureQueries(async () => {
      await other.initialize();
      await other.getRepository(authors).count();
    });
    await other.destroy();
    expect(queries).toHaveLength(1);
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([
      ['SELECT version()', 'setup'],
      ['SELECT * FROM current_schema()', 'setup'],
    ]);
  });

  it('has the same statements counted when the application sends them', async () => {
    const db = await open();
    const { queries } = await captureQueries(async () => {
      await db.query('SELECT version()');
      await db.query('SELECT * FROM current_schema()');
    });
    expect(queries).toHaveLength(2);
  });

  it('has the line of a query of its own rather than that of the connection it runs on', async () => {
    const db = await open();
    const { queries } = await captureQueries(async () => {
      const runner = db.createQueryRunner();
      await runner.connect();
      await runner.query('SELECT 1'); // on a runner
      await runner.release();
    });
    expect(sitesOf(queries)).toEqual([line('on a runner')]);
  });

  it('has the transaction of each save told apart from what it writes', async () => {
    const db = await open();
    const { byKind, uncounted } = await captureQueries(async () => {
      const author = await db.getRepository(authors).save({ name: 'Ada' });
      await db.getRepository(authors).save({ id: author.id, name: 'Grace' });
      await db.getRepository(authors).remove({ id: author.id } as Author);
    });
    expect([...byKind].map(([kind, sent]) => [kind, sent.length])).toEqual([
      ['insert', 1],
      ['select', 2],
      ['update', 1],
      ['delete', 1],
    ]);
    expect(uncounted.map(({ uncounted: reason }) => reason)).toEqual(Array(6).fill('transaction'));
  });
});
