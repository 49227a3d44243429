import 'reflect-metadata';
import {
  Column,
  DataSource,
  Entity,
  EntitySchema,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
} from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureQueries, RelationNotLoadedError, requireLoaded, UnknownRelationError } from '../../../src/index.js';
import { useDomain } from '../../third-party/support/domain.js';
import { errorOf } from '../../support/plain-context.js';

class Named {
  id!: number;
}

class Author extends Named {
  name!: string;
  posts!: Post[];
}

class Tag extends Named {
  label!: string;
}

class Review {
  editor!: Author;
}

class Post extends Named {
  title!: string;
  author!: Promise<Author>;
  reviewer!: Promise<Author | null>;
  tags!: Tag[];
  review!: Review;
}

// By hand: the compiler of the tests knows no decorators.
PrimaryGeneratedColumn()(Named.prototype, 'id');
for (const [target, name] of Object.entries({ author: Author, tag: Tag, post: Post }).map(
  ([table, entity]) => [entity, table] as const,
)) {
  Entity(name)(target);
}
Column('text')(Author.prototype, 'name');
Column('text')(Tag.prototype, 'label');
Column('text')(Post.prototype, 'title');
OneToMany(
  () => Post,
  (post) => post.author,
)(Author.prototype, 'posts');
ManyToOne(
  () => Author,
  (author) => author.posts,
  { lazy: true },
)(Post.prototype, 'author');
JoinColumn({ name: 'author_id' })(Post.prototype, 'author');
ManyToOne(() => Author, { lazy: true })(Post.prototype, 'reviewer');
JoinColumn({ name: 'reviewer_id' })(Post.prototype, 'reviewer');
Column(() => Review, { prefix: '' })(Post.prototype, 'review');
ManyToOne(() => Author)(Review.prototype, 'editor');
JoinColumn({ name: 'editor_id' })(Review.prototype, 'editor');
ManyToMany(() => Tag)(Post.prototype, 'tags');
JoinTable({ name: 'post_tag', joinColumn: { name: 'post_id' }, inverseJoinColumn: { name: 'tag_id' } })(
  Post.prototype,
  'tags',
);

interface SchemaPost {
  readonly id: number;
  readonly author: Promise<unknown>;
}
const schemaAuthor = new EntitySchema({
  name: 'SchemaAuthor',
  tableName: 'author',
  columns: { id: { type: Number, primary: true } },
});
const schemaPost = new EntitySchema<SchemaPost>({
  name: 'SchemaPost',
  tableName: 'post',
  columns: { id: { type: Number, primary: true } },
  relations: {
    author: { type: 'many-to-one', target: 'SchemaAuthor', lazy: true, joinColumn: { name: 'author_id' } },
  },
});

const connectionString = useDomain();
let db: DataSource;

beforeAll(async () => {
  const entities = [Author, Post, Tag, schemaAuthor, schemaPost];
  db = await new DataSource({ type: 'postgres', url: connectionString(), entities }).initialize();
  await db.query('alter table post add reviewer_id int references author, add editor_id int references author');
});
afterAll(() => db.destroy());

describe('requireLoaded() with TypeORM', () => {
  it('passes what was loaded, at any depth, and answers the entity', async () => {
    const authors = await db.manager.find(Author, { relations: { posts: { tags: true, author: true } } });
    expect(requireLoaded(authors, 'posts', 'posts.tags', 'posts.author')).toBe(authors);
  });

  it('names a relation that is missing at the second level, with its index and the eager form', async () => {
    const authors = await db.manager.find(Author, { relations: { posts: true }, order: { id: 'asc' } });
    const error = errorOf(() => requireLoaded(authors, 'posts.tags'));
    expect(error).toBeInstanceOf(RelationNotLoadedError);
    expect(error).toMatchObject({ path: '[0].posts[0].tags' });
    expect(error.message).toMatchInlineSnapshot(`
      "requireLoaded() needs \`posts.tags\` of Author, and \`[0].posts[0].tags\` is not loaded.
      Load it with the rows: \`relations: { posts: { tags: true } }\`."
    `);
  });

  it('tells a lazy relation that is not loaded without loading it', async () => {
    const post = await db.manager.findOneOrFail(Post, { where: { id: 3 } });
    const { queries } = await captureQueries(() => {
      const error = errorOf(() => requireLoaded(post, 'author'));
      expect(error).toBeInstanceOf(RelationNotLoadedError);
    });
    expect(queries).toEqual([]);
  });

  it('passes a lazy relation that was joined or read before, and one that is loaded and empty', async () => {
    const joined = await db.manager.findOneOrFail(Post, { where: { id: 3 }, relations: { author: { posts: true } } });
    requireLoaded(joined, 'author.posts');
    const post = await db.manager.findOneOrFail(Post, { where: { id: 3 } });
    await post.author;
    requireLoaded(post, 'author');
    expect(errorOf(() => requireLoaded(post, 'author.posts'))).toMatchObject({ path: 'author.posts' });
  });

  it('passes a relation that was joined and found nothing, and that of an embedded object', async () => {
    const relations = { reviewer: true, review: { editor: true } };
    const post = await db.manager.findOneOrFail(Post, { where: { id: 3 }, relations });
    requireLoaded(post, 'reviewer', 'reviewer.posts', 'review.editor');
    post.author = undefined as never;
    requireLoaded(post, 'author');
    const other = await db.manager.findOneOrFail(Post, { where: { id: 4 } });
    other.review = new Review();
    expect(errorOf(() => requireLoaded(other, 'review.editor'))).toMatchObject({ path: 'review.editor' });
  });

  it('tells a lazy relation that is still loading as not loaded', async () => {
    const post = await db.manager.findOneOrFail(Post, { where: { id: 3 } });
    const loading = post.author;
    expect(errorOf(() => requireLoaded(post, 'author'))).toBeInstanceOf(RelationNotLoadedError);
    await loading;
    requireLoaded(post, 'author');
  });

  it('knows the relations of an entity, those of its superclass included', async () => {
    class Draft extends Post {}
    Entity('post')(Draft);
    const authors = await db.manager.find(Author, { relations: { posts: true }, order: { id: 'asc' } });
    const error = errorOf(() => requireLoaded(authors, 'posts.title'));
    expect(error).toBeInstanceOf(UnknownRelationError);
    expect(error.message).toMatchInlineSnapshot(
      `"requireLoaded() needs \`posts.title\` of Author, and Post has no relation \`title\` (at \`[0].posts[0].title\`). It has \`author\`, \`reviewer\`, \`tags\` and \`review\`."`,
    );
    expect(errorOf(() => requireLoaded(new Draft(), 'author'))).toBeInstanceOf(RelationNotLoadedError);
    expect(errorOf(() => requireLoaded(new Draft(), 'writer'))).toBeInstanceOf(UnknownRelationError);
    expect(errorOf(() => requireLoaded(new Tag(), 'posts')).message).toMatchInlineSnapshot(
      `"requireLoaded() needs \`posts\` of Tag, and Tag has no relation \`posts\`. It has none."`,
    );
  });

  it('reads no lazy relation of an entity that is declared by a schema', async () => {
    const post = await db.getRepository(schemaPost).findOneByOrFail({ id: 3 });
    const { queries } = await captureQueries(() => {
      expect(errorOf(() => requireLoaded(post, 'author'))).toBeInstanceOf(RelationNotLoadedError);
    });
    expect(queries).toEqual([]);
    const joined = await db.getRepository(schemaPost).findOneOrFail({ where: { id: 3 }, relations: { author: true } });
    requireLoaded(joined, 'author');
  });
});
