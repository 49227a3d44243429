import { Collection, EntitySchema, MikroORM, type Ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureQueries, RelationNotLoadedError, requireLoaded, UnknownRelationError } from '../../../src/index.js';
import { errorOf } from '../../support/plain-context.js';
import { useDomain } from '../../third-party/support/domain.js';

class Author {
  id!: number;
  posts = new Collection<Post>(this);
}
class Tag {
  id!: number;
}
class Review {
  editor!: Author;
}
class Post {
  id!: number;
  title!: string;
  author!: Author;
  writer!: Ref<Author>;
  tags = new Collection<Tag>(this);
  review!: Review;
}

const id = { type: 'number', primary: true } as const;
const toAuthor = { kind: 'm:1', entity: () => Author, joinColumn: 'author_id' } as const;
const entities = [
  new EntitySchema({
    class: Author,
    tableName: 'author',
    properties: { id, posts: { kind: '1:m', entity: () => Post, mappedBy: 'author' } },
  }),
  new EntitySchema({ class: Tag, tableName: 'tag', properties: { id } }),
  new EntitySchema({
    class: Review,
    embeddable: true,
    properties: { editor: { ...toAuthor, persist: false } },
  }),
  new EntitySchema({
    class: Post,
    tableName: 'post',
    properties: {
      id,
      title: { type: 'string' },
      author: toAuthor,
      writer: { ...toAuthor, ref: true, persist: false, joinColumn: 'author_id' },
      review: { kind: 'embedded', entity: () => Review, prefix: false },
      tags: {
        kind: 'm:n',
        entity: () => Tag,
        pivotTable: 'post_tag',
        joinColumn: 'post_id',
        inverseJoinColumn: 'tag_id',
      },
    },
  }),
];

const connectionString = useDomain();
let orm: MikroORM;

beforeAll(async () => {
  orm = await MikroORM.init({ clientUrl: connectionString(), entities });
});
afterAll(() => orm.close());

describe('requireLoaded() with MikroORM', () => {
  it('passes what was populated, at any depth', async () => {
    const authors = await orm.em.fork().findAll(Author, { populate: ['posts.tags', 'posts.author'] });
    expect(requireLoaded(authors, 'posts.tags', 'posts.author')).toBe(authors);
    const post = await orm.em.fork().findOneOrFail(Post, { id: 3 }, { populate: ['writer.posts'] });
    requireLoaded(post, 'writer.posts');
    requireLoaded(post.writer, 'posts');
  });

  it('names a collection that is not initialized, with its index and the eager form', async () => {
    const authors = await orm.em.fork().findAll(Author, { populate: ['posts'], orderBy: { id: 'asc' } });
    const { queries } = await captureQueries(() => {
      const error = errorOf(() => requireLoaded(authors, 'posts.tags'));
      expect(error).toBeInstanceOf(RelationNotLoadedError);
      expect(error.message).toMatchInlineSnapshot(`
        "requireLoaded() needs \`posts.tags\` of Author, and \`[0].posts[0].tags\` is not loaded.
        Load it with the rows: \`populate: ['posts.tags']\`."
      `);
    });
    expect(queries).toEqual([]);
    expect(errorOf(() => requireLoaded((authors[0] as Author).posts, 'tags'))).toMatchObject({ path: '[0].tags' });
  });

  it('names entities and references of which only the key is known', async () => {
    const post = await orm.em.fork().findOneOrFail(Post, { id: 3 });
    expect(errorOf(() => requireLoaded(post, 'author'))).toMatchObject({
      name: 'RelationNotLoadedError',
      path: 'author',
    });
    expect(errorOf(() => requireLoaded(post, 'author.posts'))).toMatchObject({ path: 'author' });
    expect(errorOf(() => requireLoaded(post, 'writer'))).toMatchObject({ path: 'writer' });
    const reference = orm.em.fork().getReference(Author, 3);
    expect(errorOf(() => requireLoaded(reference, 'posts')).message).toMatchInlineSnapshot(`
      "requireLoaded() needs \`posts\` of Author, and of the entity itself only the key is known.
      Load it with the rows: \`populate: ['posts']\`."
    `);
  });

  it('goes on through an embedded object', async () => {
    const post = await orm.em.fork().findOneOrFail(Post, { id: 3 }, { populate: ['review.editor'] });
    requireLoaded(post, 'review.editor');
    const other = await orm.em.fork().findOneOrFail(Post, { id: 4 });
    expect(errorOf(() => requireLoaded(other, 'review.editor'))).toMatchObject({ path: 'review.editor' });
  });

  it('names items of a collection of which only the keys are known', async () => {
    const author = await orm.em.fork().findOneOrFail(Author, { id: 3 }, { populate: ['posts:ref'] });
    expect(errorOf(() => requireLoaded(author, 'posts'))).toMatchObject({ path: 'posts[0]' });
  });

  it('knows the relations of an entity', async () => {
    const post = await orm.em.fork().findOneOrFail(Post, { id: 3 });
    const error = errorOf(() => requireLoaded(post, 'autor'));
    expect(error).toBeInstanceOf(UnknownRelationError);
    expect(error.message).toMatchInlineSnapshot(
      `"requireLoaded() needs \`autor\` of Post, and Post has no relation \`autor\`. It has \`author\`, \`writer\`, \`review\`, \`tags\` and \`review_editor\`."`,
    );
    expect(errorOf(() => requireLoaded(post, 'title'))).toBeInstanceOf(UnknownRelationError);
  });
});
