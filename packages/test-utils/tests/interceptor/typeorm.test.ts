import { DataSource, EntitySchema } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { markedLines, sitesOf } from './support/marked-lines.js';

const database = useDatabase();
const line = markedLines(__filename);

interface Author {
  id: number;
  name: string;
}
interface Post {
  id: number;
  author: Promise<Author>;
}
const authors = new EntitySchema<Author>({
  name: 'author',
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: String } },
});
const posts = new EntitySchema<Post>({
  name: 'post',
  columns: { id: { type: Number, primary: true, generated: true } },
  relations: { author: { type: 'many-to-one', target: 'author', lazy: true, joinColumn: true } },
});

let source: DataSource;
beforeEach(async () => {
  source = createSource();
  await source.initialize();
});
afterEach(async () => {
  await source.destroy();
});

function createSource(): DataSource {
  return new DataSource({
    type: 'postgres',
    url: database.connectionString,
    entities: [authors, posts],
    synchronize: true,
    dropSchema: true,
    poolErrorHandler: () => undefined,
    extra: { max: 1 },
  });
}

describe('TypeORM', () => {
  it('has ten looped look-ups counted as ten, with their line', async () => {
    const { queries } = await captureQueries(async () => {
      for (let id = 1; id <= 10; id += 1) {
        await source.getRepository(authors).findOneBy({ id }); // look-up
      }
    });
    expect(queries).toHaveLength(10);
    expect(new Set(queries.map(({ shape }) => shape)).size).toBe(1);
    expect(new Set(sitesOf(queries))).toEqual(new Set([line('look-up')]));
  });

  it('has look-ups inside of a transaction counted, with their line, and its control told apart', async () => {
    const { queries, uncounted } = await captureQueries(() =>
      source.transaction(async (manager) => {
        for (let id = 1; id <= 10; id += 1) {
          await manager.findOneBy(authors, { id }); // look-up in a transaction
        }
      }),
    );
    expect(queries.map(({ transaction }) => transaction)).toEqual(Array(10).fill(true));
    expect(new Set(sitesOf(queries))).toEqual(new Set([line('look-up in a transaction')]));
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([
      ['START TRANSACTION', 'transaction'],
      ['COMMIT', 'transaction'],
    ]);
  });

  it('has a lazy relation located where it is read, after the first one that left no trace', async () => {
    const author = await source.getRepository(authors).save({ name: 'Ada' });
    await source.getRepository(posts).save([1, 2, 3].map(() => ({ author: Promise.resolve(author) })));
    const rows = await source.getRepository(posts).find();
    const { queries } = await captureQueries(async () => {
      for (const row of rows) {
        await row.author; // lazy relation
      }
    });
    expect(queries).toHaveLength(3);
    expect(sitesOf(queries).slice(1)).toEqual([line('lazy relation'), line('lazy relation')]);
  });

  it('has the line of a look-up of its own rather than that of the connection it runs on', async () => {
    const { queries } = await captureQueries(async () => {
      const runner = source.createQueryRunner();
      await runner.connect();
      await runner.query('SELECT 1'); // on a runner
      await runner.release();
    });
    expect(sitesOf(queries)).toEqual([line('on a runner')]);
  });

  it('has what a save sends counted by kind, with its line', async () => {
    const { queries, byKind, uncounted } = await captureQueries(async () => {
      const author = await source.getRepository(authors).save({ name: 'Ada' }); // save
      await source.getRepository(authors).save({ ...author, name: 'Grace' }); // save again
    });
    expect([...byKind].map(([kind, sent]) => [kind, sent.length])).toEqual([
      ['insert', 1],
      ['select', 1],
      ['update', 1],
    ]);
    expect(sitesOf(queries)).toEqual([line('save'), line('save again'), line('save again')]);
    expect(uncounted.map(({ uncounted: reason }) => reason)).toEqual(Array(4).fill('transaction'));
  });

  it('has queries of two captures on one connection kept apart', async () => {
    const both = await Promise.all(
      ['Ada', 'Grace'].map((name) =>
        captureQueries(() => Promise.all([1, 2, 3, 4, 5].map(() => source.getRepository(authors).findBy({ name }))), {
          values: true,
        }),
      ),
    );
    expect(both.map(({ queries }) => queries.map(({ values }) => values))).toEqual([
      Array(5).fill(['Ada']),
      Array(5).fill(['Grace']),
    ]);
  });

  it('has what it sends to get to know the server told apart as set-up', async () => {
    const other = createSource().setOptions({ synchronize: false, dropSchema: false });
    const { queries, uncounted } = await captureQueries(async () => {
      await other.initialize();
      await other.getRepository(authors).count();
    });
    await other.destroy();
    expect(queries.map(({ shape }) => shape)).toHaveLength(1);
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([
      ['SELECT version()', 'setup'],
      ['SELECT * FROM current_schema()', 'setup'],
    ]);
  });

  it('has the same statements counted when the application sends them', async () => {
    const { queries } = await captureQueries(async () => {
      await source.query('SELECT version()');
      await source.query('SELECT * FROM current_schema()');
    });
    expect(queries).toHaveLength(2);
  });
});
