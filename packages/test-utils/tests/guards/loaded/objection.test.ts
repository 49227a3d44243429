import knex, { type Knex } from 'knex';
import { Model } from 'objection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureQueries, RelationNotLoadedError, requireLoaded, UnknownRelationError } from '../../../src/index.js';
import { errorOf } from '../../support/plain-context.js';
import { useDomain } from '../../third-party/support/domain.js';

class Tag extends Model {
  static override tableName = 'tag';
}

class Post extends Model {
  static override tableName = 'post';
  static override relationMappings = {
    tags: {
      relation: Model.ManyToManyRelation,
      modelClass: Tag,
      join: { from: 'post.id', through: { from: 'post_tag.post_id', to: 'post_tag.tag_id' }, to: 'tag.id' },
    },
  };
}

class Author extends Model {
  static override tableName = 'author';
  static override relationMappings = {
    posts: { relation: Model.HasManyRelation, modelClass: Post, join: { from: 'author.id', to: 'post.author_id' } },
    draft: {
      relation: Model.HasOneRelation,
      modelClass: Post,
      join: { from: 'author.id', to: 'post.author_id' },
      filter: { title: 'none' },
    },
  };
}

const connectionString = useDomain();
let db: Knex;

beforeAll(() => {
  db = knex({ client: 'pg', connection: connectionString() });
});
afterAll(() => db.destroy());

describe('requireLoaded() with Objection', () => {
  it.each(['withGraphFetched', 'withGraphJoined'] as const)(
    'passes what %s() has loaded, at any depth, also where there is none',
    async (method) => {
      const authors = await Author.query(db)[method]('[posts.tags, draft.tags]');
      expect(requireLoaded(authors, 'posts.tags', 'draft.tags')).toBe(authors);
    },
  );

  it('names what was not loaded, with its index and the eager form', async () => {
    const authors = await Author.query(db).withGraphFetched('posts').orderBy('id');
    const { queries } = await captureQueries(() => {
      const error = errorOf(() => requireLoaded(authors, 'posts.tags'));
      expect(error).toBeInstanceOf(RelationNotLoadedError);
      expect(error.message).toMatchInlineSnapshot(`
        "requireLoaded() needs \`posts.tags\` of Author, and \`[0].posts[0].tags\` is not loaded.
        Load it with the rows: \`.withGraphFetched('posts.tags')\`."
      `);
    });
    expect(queries).toEqual([]);
  });

  it('knows the relations of a model', async () => {
    const author = await Author.query(db).findById(1).throwIfNotFound();
    const error = errorOf(() => requireLoaded(author, 'books'));
    expect(error).toBeInstanceOf(UnknownRelationError);
    expect(error.message).toMatchInlineSnapshot(
      `"requireLoaded() needs \`books\` of Author, and Author has no relation \`books\`. It has \`posts\` and \`draft\`."`,
    );
    expect(errorOf(() => requireLoaded(author, 'name'))).toBeInstanceOf(UnknownRelationError);
  });
});
