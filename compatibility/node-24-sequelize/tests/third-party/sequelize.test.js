import { DataTypes, Sequelize } from '@sequelize/core';
import { PostgresDialect } from '@sequelize/postgres';
import { expect, it } from 'vitest';
import { describeDriver } from './support/describe-driver.js';

function connect({ connectionString, max }) {
  const sequelize = new Sequelize({
    dialect: PostgresDialect,
    url: connectionString,
    logging: false,
    pool: { max, min: 0 },
  });
  const id = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true };
  const options = { timestamps: false, underscored: true, freezeTableName: true };
  const Author = sequelize.define('author', { id, name: DataTypes.TEXT }, options);
  const Post = sequelize.define('post', { id, title: DataTypes.TEXT, authorId: DataTypes.INTEGER }, options);
  Author.hasMany(Post, { as: 'posts', foreignKey: 'authorId' });
  return { sequelize, Author };
}

it('runs on Node.js 24', () => {
  expect(process.version).toMatch(/^v24\./);
});

describeDriver({
  name: 'Sequelize 7',
  file: import.meta.filename,
  open: connect,
  close: ({ sequelize }) => sequelize.close(),
  async sequential({ Author }, ids) {
    for (const id of ids) {
      await Author.findByPk(id); // sequential
    }
  },
  async parallel({ Author }, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await Author.findByPk(id); // parallel
      }),
    );
  },
  async transaction({ Author, sequelize }, ids) {
    await sequelize.transaction(async (transaction) => {
      for (const id of ids) {
        await Author.findByPk(id, { transaction }); // transaction
      }
    });
  },
  unawaited: ({ Author }, id) => Author.findByPk(id),
  async failing({ sequelize }) {
    await sequelize.query('select * from missing'); // failing
  },
  async write({ Author }) {
    const author = await Author.create({ name: 'Ada' }); // insert
    await author.update({ name: 'Grace' }); // update
    await author.destroy(); // delete
  },
  relation: {
    async lazy({ Author }) {
      for (const author of await Author.findAll()) {
        await author.getPosts(); // lazy
      }
    },
    async eager({ Author }) {
      await Author.findAll({ include: 'posts' }); // eager
    },
    eagerQueries: 1,
  },
  setup: ['SET client_min_messages', 'WITH ranges'],
  control: ['START TRANSACTION', 'COMMIT'],
});
