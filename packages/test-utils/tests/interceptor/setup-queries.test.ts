import type { ClientBase } from 'pg';
import { describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { asInstalledPackage } from './support/installed-package.js';

const database = useDatabase();

type Send = (client: ClientBase, text: string) => Promise<unknown>;
const sendFrom = (file: string): Send =>
  asInstalledPackage(file, 'return (client, text) => client.query(text)') as Send;

const setup = [
  ['Knex', 'knex/lib/dialects/postgres/index.js', 'select version();'],
  ['TypeORM', 'typeorm/driver/postgres/PostgresDriver.js', 'SELECT version()'],
  ['TypeORM', 'typeorm/driver/postgres/PostgresDriver.js', 'SELECT * FROM current_schema()'],
  ['Sequelize 6', 'sequelize/lib/dialects/postgres/connection-manager.js', 'SHOW SERVER_VERSION'],
  [
    'Sequelize 6',
    'sequelize/lib/dialects/postgres/connection-manager.js',
    "SET client_min_messages TO warning;SET TIME ZONE INTERVAL '+00:00' HOUR TO MINUTE;",
  ],
  [
    'Sequelize 7',
    '@sequelize/postgres/lib/connection-manager.js',
    '\n      WITH ranges AS (SELECT pg_range.rngtypid FROM pg_range) SELECT * FROM ranges',
  ],
  [
    'MikroORM',
    '@mikro-orm/postgresql/PostgreSqlSchemaHelper.js',
    "select 1 from pg_database where datname = 'postgres'",
  ],
] as const;

describe('a statement with which an ORM sets a connection up', () => {
  it.each(setup)('is not counted when %s sends it (%s: %s)', async (_name, file, text) => {
    const client = await database.client();
    const { queries, uncounted } = await captureQueries(() => sendFrom(file)(client, text), { callSites: 'none' });
    expect(queries).toEqual([]);
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([[text, 'setup']]);
  });

  it.each(setup.filter(([, , text]) => !text.startsWith('SET')))(
    'is counted when the application of %s sends it (%s: %s)',
    async (_name, _file, text) => {
      const client = await database.client();
      const { queries } = await captureQueries(() => client.query(text));
      expect(queries.map(({ sql }) => sql)).toEqual([text]);
    },
  );

  it.each(setup)('does not hide other statements of %s (%s)', async (_name, file) => {
    const client = await database.client();
    const { queries } = await captureQueries(() => sendFrom(file)(client, 'select 1 as other'));
    expect(queries).toHaveLength(1);
  });
});
