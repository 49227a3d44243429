import { describe, expect, it } from 'vitest';
import { RelationNotLoadedError, requireLoaded, UnknownRelationError } from '../../../src/index.js';
import { errorOf } from '../../support/plain-context.js';

const post = {
  id: 1,
  title: 'One',
  author: { id: 2, address: null },
  tags: [],
  comments: [{ by: { id: 3 } }, { id: 4 }],
};

describe('requireLoaded() with plain objects', () => {
  it('passes what is there, with null and an empty list as loaded', () => {
    expect(requireLoaded(post, 'author', 'author.address', 'author.address.city', 'tags.posts', 'comments')).toBe(post);
    expect(requireLoaded([], 'author')).toEqual([]);
    expect(requireLoaded([post], 'author')).toEqual([post]);
  });

  it('names the first place where it is not', () => {
    const error = errorOf(() => requireLoaded([post, post], 'author', 'comments.by'));
    expect(error).toBeInstanceOf(RelationNotLoadedError);
    expect(error).toMatchObject({ path: '[0].comments[1].by' });
    expect(error.message).toMatchInlineSnapshot(`
      "requireLoaded() needs \`comments.by\`, and \`[0].comments[1].by\` is not loaded, or nothing has this name.
      Load it with the rows: \`include: { comments: { include: { by: true } } }\` in Prisma, \`with: { comments: { with: { by: true } } }\` in Drizzle."
    `);
  });

  it('names a class, and undefined as not loaded', () => {
    class Post {
      author = undefined;
    }
    expect(errorOf(() => requireLoaded(new Post(), 'author')).message).toMatchInlineSnapshot(`
      "requireLoaded() needs \`author\` of Post, and \`author\` is not loaded, or nothing has this name.
      Load it with the rows: \`include: { author: true }\` in Prisma, \`with: { author: true }\` in Drizzle."
    `);
  });

  it('takes null in a list for an entity that is not there, and undefined for one that is not loaded', () => {
    class Post {
      author = null;
    }
    expect(requireLoaded([null, new Post()] as object, 'author')).toHaveLength(2);
    const error = errorOf(() => requireLoaded([null, undefined, new Post()] as object, 'author'));
    expect(error).toMatchObject({ path: '[1]' });
    expect(error.message).toMatchInlineSnapshot(`
      "requireLoaded() needs \`author\` of Post, and \`[1]\` is not loaded.
      Load it with the rows: \`include: { author: true }\` in Prisma, \`with: { author: true }\` in Drizzle."
    `);
  });

  it('takes plain values in a list for no entities', () => {
    expect(errorOf(() => requireLoaded([7], 'author')).message).toBe(
      'requireLoaded() needs `author`, and `[0]` is no relation: it holds a plain value.',
    );
  });

  it('names no class that has no name', () => {
    expect(
      errorOf(() =>
        requireLoaded(
          new (class {
            author = undefined;
          })(),
          'author',
        ),
      ).message,
    ).toMatch(/^requireLoaded\(\) needs `author`, and `author` is not loaded, or nothing has this name\./);
  });

  it('does not call a getter of the object itself, which could be a lazy relation', () => {
    const read: string[] = [];
    const lazy = Object.defineProperty({}, 'author', {
      get: () => {
        read.push('author');
        return {};
      },
    });
    expect(errorOf(() => requireLoaded(lazy, 'author'))).toBeInstanceOf(RelationNotLoadedError);
    expect(read).toEqual([]);
  });

  it('takes a plain value for no relation', () => {
    const error = errorOf(() => requireLoaded(post, 'title'));
    expect(error).toBeInstanceOf(UnknownRelationError);
    expect(error.message).toMatchInlineSnapshot(
      `"requireLoaded() needs \`title\`, and \`title\` is no relation: it holds a plain value."`,
    );
    expect(errorOf(() => requireLoaded(post, 'author.id.value'))).toMatchObject({ path: 'author.id' });
  });

  it.each<[string, object]>(
    [
      [
        'associations of its class',
        class {
          static readonly associations = {};
          author = {};
        },
      ],
      [
        'no list of associations',
        class {
          static readonly associations = null;
          dataValues = {};
          author = {};
        },
      ],
      [
        'associations that are a text',
        class {
          static readonly associations = 'none';
          dataValues = {};
          author = {};
        },
      ],
      [
        'relations of its class',
        class {
          static readonly getRelations = () => ({});
          author = {};
        },
      ],
      [
        'a query of its own',
        class {
          $relatedQuery = () => undefined;
          author = {};
        },
      ],
      [
        'values of columns',
        class {
          dataValues = {};
          author = {};
        },
      ],
    ].map(([name, Model]) => [name as string, new (Model as new () => object)()]),
  )('reads an object that has no more of an entity of an ORM than %s as it is', (_, value) => {
    expect(requireLoaded(value, 'author')).toBe(value);
  });

  it('begins its stack at the caller', () => {
    const error = errorOf(() => requireLoaded(post, 'editor'));
    expect(error.stack?.split('\n    at ')[1]).toContain('require-loaded.test.ts');
  });
});

describe('requireLoaded()', () => {
  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
    [Promise.resolve(post), 'a Promise. Await the query first'],
  ])('says that it needs an entity: %s', (entity, received) => {
    expect(errorOf(() => requireLoaded(entity as never, 'author')).message).toBe(
      `requireLoaded() needs an entity or a list of them, received ${received}.`,
    );
  });

  it.each([
    [[], 'none'],
    [[''], "''"],
    [['author.'], "'author.'"],
    [['author', 7], '7'],
  ])('says that it needs paths: %s', (paths, received) => {
    expect(errorOf(() => requireLoaded(post, ...(paths as string[]))).message).toBe(
      `requireLoaded() needs paths of relations, such as 'detections.classifications', received ${received}.`,
    );
  });
});
