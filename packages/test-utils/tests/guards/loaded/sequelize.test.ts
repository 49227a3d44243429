import { DataTypes, Sequelize, type Model, type ModelStatic } from 'sequelize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureQueries, RelationNotLoadedError, requireLoaded, UnknownRelationError } from '../../../src/index.js';
import { errorOf } from '../../support/plain-context.js';
import { useDomain } from '../../third-party/support/domain.js';

const connectionString = useDomain();
let sequelize: Sequelize;
let Author: ModelStatic<Model>;

beforeAll(() => {
  sequelize = new Sequelize(connectionString(), { logging: false });
  const id = { type: DataTypes.INTEGER, primaryKey: true };
  const options = { timestamps: false, underscored: true, freezeTableName: true };
  Author = sequelize.define('author', { id, name: DataTypes.TEXT }, options);
  const Post = sequelize.define('post', { id, title: DataTypes.TEXT }, options);
  const Tag = sequelize.define('tag', { id, label: DataTypes.TEXT }, options);
  Author.hasMany(Post, { as: 'posts', foreignKey: 'author_id' });
  Author.hasOne(Post, { as: 'draft', foreignKey: 'author_id', scope: { title: 'none' } });
  Post.belongsToMany(Tag, {
    as: 'tags',
    through: 'post_tag',
    foreignKey: 'post_id',
    otherKey: 'tag_id',
    timestamps: false,
  });
});
afterAll(() => sequelize.close());

describe('requireLoaded() with Sequelize', () => {
  it('passes what was included, at any depth, also where there is none', async () => {
    const authors = await Author.findAll({ include: [{ association: 'posts', include: ['tags'] }, 'draft'] });
    expect(requireLoaded(authors, 'posts.tags', 'draft.tags')).toBe(authors);
  });

  it('names what was not included, with its index and the eager form', async () => {
    const authors = await Author.findAll({ include: ['posts'], order: ['id'] });
    const { queries } = await captureQueries(() => {
      const error = errorOf(() => requireLoaded(authors, 'posts.tags'));
      expect(error).toBeInstanceOf(RelationNotLoadedError);
      expect(error.message).toMatchInlineSnapshot(`
        "requireLoaded() needs \`posts.tags\` of author, and \`[0].posts[0].tags\` is not loaded.
        Load it with the rows: \`include: [{ association: 'posts', include: ['tags'] }]\`."
      `);
    });
    expect(queries).toEqual([]);
    expect(errorOf(() => requireLoaded(authors, 'draft')).message).toMatchInlineSnapshot(`
      "requireLoaded() needs \`draft\` of author, and \`[0].draft\` is not loaded.
      Load it with the rows: \`include: ['draft']\`."
    `);
  });

  it('knows the associations of a model', async () => {
    const author = await Author.findOne({ rejectOnEmpty: true });
    const error = errorOf(() => requireLoaded(author, 'post'));
    expect(error).toBeInstanceOf(UnknownRelationError);
    expect(error.message).toMatchInlineSnapshot(
      `"requireLoaded() needs \`post\` of author, and author has no relation \`post\`. It has \`posts\` and \`draft\`."`,
    );
    expect(errorOf(() => requireLoaded(author, 'name'))).toBeInstanceOf(UnknownRelationError);
  });
});
