import { inspect } from 'node:util';
import { MikroORM } from '@mikro-orm/postgresql';
import { PrismaPg } from '@prisma/adapter-pg';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import knex from 'knex';
import { Kysely, PostgresDialect, sql as kyselySql } from 'kysely';
import { Pool } from 'pg';
import { Sequelize } from 'sequelize';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { forbidQueries, RefusedQueryError } from '../../src/index.js';
import { useDatabase } from '../interceptor/support/database.js';
import { generatePrismaClient } from '../third-party/support/prisma-client.js';

/** What is done with one ORM. */
interface Session {
  readonly query: () => Promise<unknown>;
  readonly transaction: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

const sessions: Readonly<Record<string, (url: string) => Session | Promise<Session>>> = {
  async TypeORM(url) {
    const db = await new DataSource({ type: 'postgres', url, poolSize: 1 }).initialize();
    return {
      query: () => db.query('select 1'),
      transaction: () => db.transaction((manager) => manager.query('select 1')),
      close: () => db.destroy(),
    };
  },
  Sequelize(url) {
    const db = new Sequelize(url, { logging: false, pool: { max: 1 } });
    return {
      query: () => db.query('select 1'),
      transaction: () => db.transaction((transaction) => db.query('select 1', { transaction })),
      close: () => db.close(),
    };
  },
  async MikroORM(url) {
    const db = await MikroORM.init({
      clientUrl: url,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      pool: { min: 0, max: 1 },
    });
    return {
      query: () => db.em.fork().execute('select 1'),
      transaction: () => db.em.fork().transactional((em) => em.execute('select 1')),
      close: () => db.close(),
    };
  },
  Knex(url) {
    const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
    return {
      query: () => db.raw('select 1').then(() => undefined),
      transaction: () => db.transaction((trx) => trx.raw('select 1').then(() => undefined)),
      close: () => db.destroy(),
    };
  },
  Drizzle(url) {
    const pool = new Pool({ connectionString: url, max: 1 });
    const db = drizzle(pool);
    return {
      query: async () => await db.execute(sql`select 1`),
      transaction: () => db.transaction(async (tx) => await tx.execute(sql`select 1`)),
      close: () => pool.end(),
    };
  },
  Kysely(url) {
    const db = new Kysely<object>({
      dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: 1 }) }),
    });
    return {
      query: () => kyselySql`select 1`.execute(db),
      transaction: () => db.transaction().execute((trx) => kyselySql`select 1`.execute(trx)),
      close: () => db.destroy(),
    };
  },
  async Prisma(url) {
    const generated = await generatePrismaClient();
    const db = new generated.PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 1 }) });
    return {
      query: () => db.$queryRawUnsafe('select 1'),
      transaction: () => db.$transaction((tx) => tx.$queryRawUnsafe('select 1')),
      close: async () => {
        await db.$disconnect();
        await generated.remove();
      },
    };
  },
};

describe('forbidQueries() under an ORM', () => {
  const database = useDatabase();

  it.each(Object.keys(sessions))(
    'refuses at the query, and leaves the pool of one connection usable: %s',
    async (name) => {
      const session = await sessions[name]?.(database.connectionString);
      if (session === undefined) throw new Error(`There is no ${name}.`);
      const { query, transaction, close } = session;
      try {
        await query();
        for (const action of [query, transaction, query, transaction]) {
          const seen: unknown[] = [];
          const refused: unknown = await forbidQueries(() =>
            action().catch((error: unknown) => seen.push(error)),
          ).catch((error: unknown) => error);
          expect(refused).toBeInstanceOf(RefusedQueryError);
          expect(inspect(seen[0])).toContain('forbidQueries() refused a query');
        }
        await query();
        await transaction();
      } finally {
        await close();
      }
    },
  );
});
