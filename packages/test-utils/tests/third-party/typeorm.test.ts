import { DataSource } from 'typeorm';
import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it } from 'vitest';
import { markedLines, sitesOf } from '../interceptor/support/marked-lines.js';
import { authors, typeOrmApplication, type Author } from './applications/typeorm.js';
import { describeDriver } from './support/describe-driver.js';

const open = describeDriver(typeOrmApplication);

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
