import type { Model } from 'sequelize';
import {
  DataTypes,
  Sequelize,
  type HasManyGetAssociationsMixin,
  type InferAttributes,
  type InferCreationAttributes,
  type CreationOptional,
  type ModelStatic,
} from 'sequelize';
import type { Application } from '../support/application.js';
import type { Target } from '../support/domain.js';

interface Author extends Model<InferAttributes<Author>, InferCreationAttributes<Author>> {
  id: CreationOptional<number>;
  name: string;
  getPosts: HasManyGetAssociationsMixin<Model>;
}

/** What an application holds. */
export interface SequelizeDb {
  readonly sequelize: Sequelize;
  readonly Author: ModelStatic<Author>;
}

function connect({ connectionString, max }: Target): SequelizeDb {
  const sequelize = new Sequelize(connectionString, { logging: false, pool: { max, min: 0 } });
  const id = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true };
  const options = { timestamps: false, underscored: true, freezeTableName: true };
  const Author = sequelize.define<Author>('author', { id, name: DataTypes.TEXT }, options);
  const Post = sequelize.define('post', { id, title: DataTypes.TEXT }, options);
  Author.hasMany(Post, { as: 'posts', foreignKey: 'author_id' });
  return { sequelize, Author };
}

export const sequelizeApplication: Application<SequelizeDb> = {
  name: 'Sequelize',
  file: __filename,
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
  setup: ['SET client_min_messages', 'WITH ranges', 'SET client_min_messages'],
  control: ['START TRANSACTION', 'COMMIT'],
};
