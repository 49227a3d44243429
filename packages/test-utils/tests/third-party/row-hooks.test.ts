import 'reflect-metadata';
import { MikroORM } from '@mikro-orm/postgresql';
import knex from 'knex';
import { Model } from 'objection';
import { DataTypes, Sequelize } from 'sequelize';
import { AfterLoad, Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { afterAll, describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { Author as MikroAuthor, optionsFor } from './applications/mikro-orm.js';
import { useDomain } from './support/domain.js';

/** How many rows the action loads, and how many queries that takes. */
async function queriesPerRows(action: () => Promise<readonly unknown[]>) {
  let rows = 0;
  const { queries } = await captureQueries(async () => {
    rows = (await action()).length;
  });
  return { rows, queries: queries.length };
}

describe('a query in what an ORM runs for loaded rows', () => {
  const connectionString = useDomain();
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));

  it('is sent for each row by a listener of TypeORM, and by a subscriber', async () => {
    class Author {
      id!: number;
      name!: string;
      posts = 0;
      async count(): Promise<void> {
        this.posts = (await db.query<unknown[]>('select 1 from post where author_id = $1', [this.id])).length;
      }
    }
    Entity('author')(Author);
    PrimaryGeneratedColumn()(Author.prototype, 'id');
    Column('text')(Author.prototype, 'name');
    AfterLoad()(Author.prototype, 'count');
    const db = new DataSource({ type: 'postgres', url: connectionString(), entities: [Author] });
    await db.initialize();
    closing.push(() => db.destroy());
    const { rows, queries } = await queriesPerRows(() => db.getRepository(Author).find());
    expect(rows).toBeGreaterThan(1);
    expect(queries).toBe(1 + rows);

    db.subscribers.push({ afterLoad: () => db.query<undefined>('select 2') });
    expect(await queriesPerRows(() => db.getRepository(Author).find())).toEqual({ rows, queries: 1 + 2 * rows });
  });

  it('is sent for each row by $afterFind of Objection, and once by its static afterFind', async () => {
    const db = knex({ client: 'pg', connection: connectionString() });
    closing.push(() => db.destroy());
    class Author extends Model {
      static override tableName = 'author';
      id!: number;
      override async $afterFind(): Promise<void> {
        await db.raw('select ?::int', [this.id]);
      }
    }
    class Listed extends Model {
      static override tableName = 'author';
      static override async afterFind(): Promise<void> {
        await db.raw('select 1');
      }
    }
    const { rows, queries } = await queriesPerRows(() => Author.query(db).execute());
    expect(queries).toBe(1 + rows);
    expect(await queriesPerRows(() => Listed.query(db).execute())).toEqual({ rows, queries: 2 });
  });

  it('is sent once for all rows by afterFind of Sequelize, which gets them as a list', async () => {
    const sequelize = new Sequelize(connectionString(), { logging: false });
    closing.push(() => sequelize.close());
    const Author = sequelize.define(
      'author',
      { id: { type: DataTypes.INTEGER, primaryKey: true } },
      { timestamps: false, freezeTableName: true },
    );
    const given: boolean[] = [];
    Author.addHook('afterFind', async (found) => {
      given.push(Array.isArray(found));
      await sequelize.query('select 1');
    });
    await sequelize.authenticate();
    expect((await queriesPerRows(() => Author.findAll())).queries).toBe(2);
    await Author.findOne();
    expect(given).toEqual([true, false]);
  });

  it('is sent for each row by a subscriber of MikroORM', async () => {
    const orm = await MikroORM.init(optionsFor({ connectionString: connectionString(), max: 2 }));
    closing.push(() => orm.close());
    orm.em.getEventManager().registerSubscriber({
      getSubscribedEntities: () => [MikroAuthor],
      async onLoad({ em }) {
        await em.getConnection().execute('select 1');
      },
    });
    const { rows, queries } = await queriesPerRows(() => orm.em.fork().findAll(MikroAuthor));
    expect(queries).toBe(1 + rows);
  });
});
