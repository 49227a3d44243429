import { MikroORM } from '@mikro-orm/postgresql';
import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it } from 'vitest';
import { Author, mikroOrmApplication, optionsFor } from './applications/mikro-orm.js';
import { describeDriver } from './support/describe-driver.js';

const open = describeDriver(mikroOrmApplication);

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
