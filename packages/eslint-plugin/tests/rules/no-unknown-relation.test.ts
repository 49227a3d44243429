import rule from '../../src/rules/no-unknown-relation.js';
import { createRuleTester } from './rule-tester.js';

const TYPEORM = `
import { Column, Entity, ManyToOne, OneToMany, type DataSource, type EntityManager, type Repository } from 'typeorm';
abstract class Named {
  @ManyToOne(() => Account) owner!: Account;
}
class Address { street!: string; }
@Entity()
class Account { @Column() name!: string; }
@Entity()
class Comment extends Named { @ManyToOne(() => Article) article!: Article; }
@Entity()
class Article extends Named {
  @Column() title!: string;
  @Column(() => Address) address!: Address;
  summary!: string;
  get short() { return this.title.slice(0, 10); }
  @OneToMany(() => Comment, (comment) => comment.article) comments!: Comment[];
}
declare const articles: Repository<Article>;
declare const manager: EntityManager;
declare const source: DataSource;
`;

const typeorm = (code: string): string => `${TYPEORM}\n${code}`;
const unknown = [{ messageId: 'unknownRelation' as never }];
const ignored = [{ messageId: 'ignoredOption' as never }];

createRuleTester().run('no-unknown-relation with TypeORM', rule as never, {
  valid: [
    { name: 'relations that exist', code: typeorm(`articles.find({ relations: { comments: true, owner: true } });`) },
    { name: 'relations of relations', code: typeorm(`articles.find({ relations: { comments: { owner: true } } });`) },
    { name: 'a list of paths', code: typeorm(`articles.find({ relations: ['comments', 'comments.article.owner'] });`) },
    {
      name: 'a path through an embedded object',
      code: typeorm(`articles.find({ relations: { address: { city: true } } });`),
    },
    {
      name: 'a computed key',
      code: typeorm(`declare const key: string; articles.find({ relations: { [key]: true } });`),
    },
    { name: 'a relation that is switched off', code: typeorm(`articles.find({ relations: { tags: false } });`) },
    { name: 'a condition on a column', code: typeorm(`articles.findBy({ include: ['x'] } as never);`) },
    { name: 'a flag of the same name', code: typeorm(`articles.find({ with: true } as never);`) },
    {
      name: 'joins',
      code: typeorm(`articles.createQueryBuilder('a').leftJoinAndSelect('a.comments', 'c').innerJoin('c.owner', 'o');`),
    },
    {
      name: 'an alias that comes from elsewhere',
      code: typeorm(`articles.createQueryBuilder('a').leftJoinAndSelect('b.nothing', 'c');`),
    },
    {
      name: 'a builder that is put together elsewhere',
      code: typeorm(
        `export const join = (query: ReturnType<typeof articles.createQueryBuilder>) => query.leftJoinAndSelect('a.nothing', 'n');`,
      ),
    },
    {
      name: 'what follows a relation that names its entity by text',
      code: typeorm(`@Entity() class Note { @ManyToOne('Article', 'notes') article!: unknown; }
declare const notes: Repository<Note>;
notes.find({ relations: { article: { comments: true } } });`),
    },
    {
      name: 'what follows a text that names no class',
      code: typeorm(`@Entity() class Note { @ManyToOne('article', 'notes') article!: unknown; }
declare const notes: Repository<Note>;
notes.find({ relations: { article: { nothing: true } } });`),
    },
    {
      name: 'what follows a text that names a class which is no entity',
      code: typeorm(`@Entity() class Note { @ManyToOne('Address', 'notes') address!: unknown; }
declare const notes: Repository<Note>;
notes.find({ relations: { address: { nothing: true } } });`),
    },
    {
      name: 'what follows a text that names one of two entities',
      code: typeorm(`@Entity() class Note { @ManyToOne('Tag', 'notes') tag!: unknown; }
declare const notes: Repository<Note>;
function one() { @Entity() class Tag {} return Tag; }
function other() { @Entity() class Tag {} return Tag; }
notes.find({ relations: { tag: { nothing: true } } });`),
    },
    {
      name: 'a class whose parent is not seen',
      code: `
import { Entity, type Repository } from 'typeorm';
import { Unseen } from './unseen.js';
@Entity() class Article extends Unseen {}
declare const articles: Repository<Article>;
articles.find({ relations: { tags: true } });
`,
    },
    {
      name: 'a parent that a function makes',
      code: `
import { Entity, type Repository } from 'typeorm';
import { mixin } from 'mixins';
@Entity() class Article extends mixin(Object) {}
declare const articles: Repository<Article>;
articles.find({ relations: { tags: true } });
`,
    },
    {
      name: 'a member under a decorator of the project',
      code: `
import { Entity, type Repository } from 'typeorm';
import { Owned } from './decorators.js';
@Entity() class Article { @Owned() owner!: unknown; }
declare const articles: Repository<Article>;
articles.find({ relations: { owner: true } });
`,
    },
    {
      name: 'a class that a schema describes elsewhere',
      code: `
import type { Repository } from 'typeorm';
class Article { comments!: unknown[]; }
declare const articles: Repository<Article>;
articles.find({ relations: { comments: true } });
`,
    },
    {
      name: 'relations that heirs in the same table may have',
      code: `
import { Entity, TableInheritance, type Repository } from 'typeorm';
@Entity() @TableInheritance({ column: 'type' }) class Article { title!: string; }
declare const articles: Repository<Article>;
articles.find({ relations: { comments: true } });
`,
    },
    {
      name: 'a relation that is declared again without its decorator',
      code: typeorm(`@Entity() class Draft extends Article { override comments!: Comment[]; }
declare const drafts: Repository<Draft>;
drafts.find({ relations: { comments: true } });`),
    },
    {
      name: 'an entity of which nothing is known',
      code: `import type { Repository } from 'typeorm';\nexport const all = <T extends object>(rows: Repository<T>) => rows.find({ relations: { nothing: true } } as never);`,
    },
    {
      name: 'a method of another object',
      code: `export const all = (rows: { find(options: object): unknown }) => rows.find({ include: ['posts'] });`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: typeorm(`articles.find({ relations: { coments: true } });`),
      errors: [
        {
          messageId: 'unknownRelation',
          data: {
            name: 'coments',
            holder: '`Article`',
            orm: 'TypeORM',
            advice: 'Did you mean `comments`? There are `comments`, `owner`.',
          },
          line: 23,
          column: 30,
          endColumn: 37,
        },
      ],
    },
    {
      name: 'a slip further down',
      code: typeorm(`articles.find({ relations: { comments: { artikle: true } } });`),
      errors: [
        {
          messageId: 'unknownRelation',
          data: {
            name: 'artikle',
            holder: '`Comment`',
            orm: 'TypeORM',
            advice: 'Did you mean `article`? There are `article`, `owner`.',
          },
        },
      ],
    },
    { name: 'a slip in a path', code: typeorm(`articles.find({ relations: ['comments.artikle'] });`), errors: unknown },
    {
      name: 'a slip through which several paths lead, once',
      code: typeorm(`articles.find({ relations: { coments: { article: { owner: true } } } });`),
      errors: unknown,
    },
    {
      name: 'a slip of the same name on another model',
      code: typeorm(
        `articles.find({ relations: { owner: { team: true }, comments: { team: true, article: { comments: { team: true } } } } });`,
      ),
      errors: ['Account', 'Comment'].map((holder) => ({
        messageId: 'unknownRelation' as never,
        data: {
          name: 'team',
          holder: `\`${holder}\``,
          orm: 'TypeORM',
          advice: holder === 'Account' ? 'It has no relations.' : 'There are `article`, `owner`.',
        },
      })),
    },
    {
      name: 'two slips, each once',
      code: typeorm(`articles.find({ relations: ['coments', 'coments.article', 'ownr', 'ownr.name'] });`),
      errors: [...unknown, ...unknown],
    },
    {
      name: 'a slip next to a relation that names its entity by text',
      code: typeorm(`@Entity() class Note { @ManyToOne('Article', 'notes') article!: unknown; }
declare const notes: Repository<Note>;
notes.find({ relations: { artikle: true } });`),
      errors: unknown,
    },
    {
      name: 'a slip behind a relation that names its entity by text',
      code: typeorm(`@Entity() class Note { @ManyToOne('Article', 'notes') article!: unknown; }
declare const notes: Repository<Note>;
notes.find({ relations: { article: { coments: true } } });`),
      errors: [
        {
          messageId: 'unknownRelation',
          data: {
            name: 'coments',
            holder: '`Article`',
            orm: 'TypeORM',
            advice: 'Did you mean `comments`? There are `comments`, `owner`.',
          },
        },
      ],
    },
    {
      name: 'a slip behind a text that names an entity, and another class that is none',
      code: typeorm(`@Entity() class Note { @ManyToOne('Tag', 'notes') tag!: unknown; }
declare const notes: Repository<Note>;
@Entity() class Tag {}
function other() { class Tag {} return Tag; }
notes.find({ relations: { tag: { nothing: true } } });`),
      errors: unknown,
    },
    {
      name: 'a slip in a join behind a relation that names its entity by text',
      code: typeorm(`@Entity() class Note { @ManyToOne('Article', 'notes') article!: unknown; }
declare const notes: Repository<Note>;
notes.createQueryBuilder('n').leftJoin('n.article', 'a').leftJoin('a.coments', 'c');`),
      errors: unknown,
    },
    { name: 'a column', code: typeorm(`articles.find({ relations: { title: true } });`), errors: unknown },
    { name: 'a computed property', code: typeorm(`articles.find({ relations: { short: true } });`), errors: unknown },
    {
      name: 'a property without a decorator',
      code: typeorm(`articles.find({ relations: { summary: true } });`),
      errors: unknown,
    },
    {
      name: 'options behind a name',
      code: typeorm(`const options = { relations: { coments: true } };\narticles.findOne(options);`),
      errors: unknown,
    },
    {
      name: 'an entity manager',
      code: typeorm(`manager.find(Article, { relations: { coments: true } });`),
      errors: unknown,
    },
    {
      name: 'a repository that is asked for',
      code: typeorm(`source.getRepository(Article).findOneOrFail({ relations: { coments: true } });`),
      errors: unknown,
    },
    {
      name: 'an entity without relations',
      code: typeorm(`declare const accounts: Repository<Account>;\naccounts.find({ relations: { articles: true } });`),
      errors: [
        {
          messageId: 'unknownRelation',
          data: { name: 'articles', holder: '`Account`', orm: 'TypeORM', advice: 'It has no relations.' },
        },
      ],
    },
    {
      name: 'a join',
      code: typeorm(`articles.createQueryBuilder('a').leftJoinAndSelect('a.coments', 'c');`),
      errors: unknown,
    },
    {
      name: 'a join to what was joined',
      code: typeorm(
        `articles.createQueryBuilder('a').leftJoinAndSelect('a.comments', 'c').innerJoin('c.artikle', 'x');`,
      ),
      errors: unknown,
    },
    {
      name: 'a join of a builder behind a name',
      code: typeorm(
        `const query = articles.createQueryBuilder('a');\nquery.leftJoinAndMapOne('a.first', 'a.coments', 'c');`,
      ),
      errors: unknown,
    },
    {
      name: 'an option of another ORM',
      code: typeorm(`articles.find({ include: { comments: true } } as never);`),
      errors: [
        {
          messageId: 'ignoredOption',
          data: { name: 'include', orm: 'TypeORM', written: 'relations: { … }' },
          line: 23,
          column: 17,
        },
      ],
    },
  ],
});

const TYPEORM_SCHEMAS = `
import { EntitySchema, type DataSource, type EntityManager } from 'typeorm';
const comments = new EntitySchema({ name: 'comment', columns: {}, relations: { article: { type: 'many-to-one', target: () => articles } } });
const articles = new EntitySchema({
  name: 'article',
  columns: { id: { type: Number, primary: true } },
  embeddeds: { address: { schema: {} as never } },
  relations: { comments: { type: 'one-to-many', target: () => comments, inverseSide: 'article' }, tags: { type: 'many-to-many', target: 'tag' } },
});
const notes = new EntitySchema({ name: 'note', columns: {}, relations: {} });
declare const source: DataSource;
declare const manager: EntityManager;
declare const more: object;
const rows = source.getRepository(articles);
`;

createRuleTester().run('no-unknown-relation with schemas of TypeORM', rule as never, {
  valid: [
    {
      name: 'relations',
      code: `${TYPEORM_SCHEMAS}rows.find({ relations: { comments: { article: true }, tags: true } });`,
    },
    { name: 'what follows a text', code: `${TYPEORM_SCHEMAS}rows.find({ relations: { tags: { nothing: true } } });` },
    { name: 'an embedded object', code: `${TYPEORM_SCHEMAS}rows.find({ relations: { address: { city: true } } });` },
    {
      name: 'a schema that another one is spread into',
      code: `${TYPEORM_SCHEMAS}const drafts = new EntitySchema({ name: 'draft', columns: {}, relations: { ...more } });\nmanager.find(drafts, { relations: { nothing: true } });`,
    },
    {
      name: 'a schema whose options are spread',
      code: `${TYPEORM_SCHEMAS}const drafts = new EntitySchema({ name: 'draft', columns: {}, ...more });\nmanager.find(drafts, { relations: { nothing: true } });`,
    },
    {
      name: 'a schema that extends another one',
      code: `${TYPEORM_SCHEMAS}const drafts = new EntitySchema({ name: 'draft', extends: 'article', columns: {} });\nmanager.find(drafts, { relations: { comments: true } });`,
    },
    {
      name: 'a schema that is made elsewhere',
      code: `${TYPEORM_SCHEMAS}const make = (options: never) => new EntitySchema(options);\nmanager.find(make({} as never), { relations: { nothing: true } });`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: `${TYPEORM_SCHEMAS}rows.find({ relations: { coments: true } });`,
      errors: [
        {
          messageId: 'unknownRelation',
          data: {
            name: 'coments',
            holder: '`article`',
            orm: 'TypeORM',
            advice: 'Did you mean `comments`? There are `comments`, `tags`.',
          },
        },
      ],
    },
    {
      name: 'a slip further down',
      code: `${TYPEORM_SCHEMAS}rows.find({ relations: { comments: { artikle: true } } });`,
      errors: unknown,
    },
    {
      name: 'a column',
      code: `${TYPEORM_SCHEMAS}manager.find(articles, { relations: { id: true } });`,
      errors: unknown,
    },
    {
      name: 'a schema without relations',
      code: `${TYPEORM_SCHEMAS}manager.find(notes, { relations: { tags: true } });`,
      errors: unknown,
    },
    {
      name: 'a join',
      code: `${TYPEORM_SCHEMAS}rows.createQueryBuilder('a').leftJoinAndSelect('a.coments', 'c');`,
      errors: unknown,
    },
  ],
});

const MIKRO = `
import { Collection, Embedded, Entity, ManyToOne, OneToMany, Property, type Rel } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
@Entity() class Comment { @ManyToOne(() => Article) article!: Rel<Article>; }
@Entity() class Article {
  @Property({ lazy: true }) body!: string;
  @OneToMany(() => Comment, (comment) => comment.article) comments = new Collection<Comment>(this);
}
declare const em: EntityManager;
`;

createRuleTester().run('no-unknown-relation with MikroORM', rule as never, {
  valid: [
    { name: 'relations', code: `${MIKRO}em.find(Article, {}, { populate: ['comments', 'comments.article'] });` },
    { name: 'everything', code: `${MIKRO}em.find(Article, {}, { populate: ['*'] });` },
    { name: 'what the condition tells', code: `${MIKRO}em.find(Article, {}, { populate: ['$infer'] });` },
    { name: 'a lazy property', code: `${MIKRO}em.find(Article, {}, { populate: ['body'] });` },
    { name: 'a reference only', code: `${MIKRO}em.find(Article, {}, { populate: ['comments:ref'] });` },
    {
      name: 'an entity that heirs extend',
      code: `${MIKRO}@Entity({ discriminatorColumn: 'type' }) class Animal {}\nem.find(Animal, {}, { populate: ['owner'] as never });`,
    },
  ],
  invalid: [
    { name: 'a slip', code: `${MIKRO}em.find(Article, {}, { populate: ['coments'] });`, errors: unknown },
    {
      name: 'a slip in a path',
      code: `${MIKRO}em.findOne(Article, {}, { populate: ['comments.artikle'] });`,
      errors: unknown,
    },
    {
      name: 'an option of another ORM',
      code: `${MIKRO}em.find(Article, {}, { relations: ['comments'] });`,
      errors: ignored,
    },
  ],
});

createRuleTester().run('no-unknown-relation where MikroORM populates rows that are there', rule as never, {
  valid: [
    {
      name: 'relations',
      code: `${MIKRO}export async function load() { const rows = await em.find(Article, {}); await em.populate(rows, ['comments.article']); }`,
    },
    {
      name: 'one row',
      code: `${MIKRO}export async function load() { const row = await em.findOneOrFail(Article, 1); await em.populate(row, ['comments']); }`,
    },
    {
      name: 'rows of which nothing is known',
      code: `${MIKRO}export const load = (rows: object[]) => em.populate(rows, ['coments'] as never);`,
    },
    {
      name: 'rows of two entities',
      code: `${MIKRO}export const load = (rows: (Article | Comment)[]) => em.populate(rows, ['coments'] as never);`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: `${MIKRO}export async function load() { const rows = await em.find(Article, {}); await em.populate(rows, ['coments'] as never); }`,
      errors: unknown,
    },
    {
      name: 'a slip in a path',
      code: `${MIKRO}export const load = (rows: Article[]) => em.populate(rows, ['comments.artikle'] as never);`,
      errors: unknown,
    },
    {
      name: 'a slip for one row',
      code: `${MIKRO}export const load = (row: Article) => em.populate(row, ['coments'] as never);`,
      errors: unknown,
    },
  ],
});

const MIKRO_SCHEMAS = `
import { EntitySchema, defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
const Comment = defineEntity({
  name: 'Comment',
  properties: (p) => ({ id: p.integer().primary(), article: p.manyToOne(Article) }),
});
const Article = new EntitySchema({
  name: 'Article',
  properties: { body: { type: 'string', lazy: true }, comments: { kind: '1:m', entity: () => Comment, mappedBy: 'article' } },
});
const Author = defineEntity({
  name: 'Author',
  properties: { notes: p.oneToMany(() => Article).mappedBy('author') },
});
declare const em: EntityManager;
declare const more: object;
`;

createRuleTester().run('no-unknown-relation with schemas of MikroORM', rule as never, {
  valid: [
    {
      name: 'relations',
      code: `${MIKRO_SCHEMAS}em.find(Article, {}, { populate: ['comments', 'comments.article'] as never });`,
    },
    { name: 'a lazy property', code: `${MIKRO_SCHEMAS}em.find(Article, {}, { populate: ['body'] as never });` },
    {
      name: 'what a builder of properties names',
      code: `${MIKRO_SCHEMAS}em.find(Author, {}, { populate: ['notes.comments'] as never });`,
    },
    {
      name: 'properties that others are spread into',
      code: `${MIKRO_SCHEMAS}const Draft = defineEntity({ name: 'Draft', properties: { ...more } });\nem.find(Draft, {}, { populate: ['nothing'] as never });`,
    },
    {
      name: 'a schema that extends another one',
      code: `${MIKRO_SCHEMAS}const Draft = defineEntity({ name: 'Draft', extends: 'Article', properties: {} });\nem.find(Draft, {}, { populate: ['comments'] as never });`,
    },
    {
      name: 'properties that a function puts together',
      code: `${MIKRO_SCHEMAS}const Draft = defineEntity({ name: 'Draft', properties: (p) => { if (p) return {}; return { ...more }; } });\nem.find(Draft, {}, { populate: ['comments'] as never });`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: `${MIKRO_SCHEMAS}em.find(Article, {}, { populate: ['coments'] as never });`,
      errors: unknown,
    },
    {
      name: 'a slip further down',
      code: `${MIKRO_SCHEMAS}em.find(Article, {}, { populate: ['comments.artikle'] as never });`,
      errors: unknown,
    },
    {
      name: 'a slip in what a builder of properties names',
      code: `${MIKRO_SCHEMAS}em.find(Author, {}, { populate: ['notes.coments'] as never });`,
      errors: unknown,
    },
    {
      name: 'a slip where a function gives the properties',
      code: `${MIKRO_SCHEMAS}em.find(Comment, {}, { populate: ['artikle'] as never });`,
      errors: unknown,
    },
  ],
});

const DRIZZLE = `
import { relations } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable } from 'drizzle-orm/pg-core';
export const users = pgTable('user', {});
export const posts = pgTable('post', {});
export const usersRelations = relations(users, ({ many }) => ({ posts: many(posts) }));
export const postsRelations = relations(posts, ({ one, many }) => ({ author: one(users, { fields: [], references: [] }), tags: many(tags) }));
declare const tags: never;
const db = drizzle('');
`;

const DRIZZLE_1 = `
import { defineRelations } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import * as schema from './schema.js';
const relations = defineRelations(schema, (r) => ({
  users: { posts: r.many.posts({ from: r.users.id, to: r.posts.authorId }) },
  posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id }) },
}));
const db = drizzle('', { relations });
`;

createRuleTester().run('no-unknown-relation with relations of Drizzle', rule as never, {
  valid: [
    { name: 'relations', code: `${DRIZZLE}db.query.users.findMany({ with: { posts: true } });` },
    {
      name: 'relations of relations',
      code: `${DRIZZLE}db.query.users.findFirst({ with: { posts: { columns: { id: true }, with: { author: true } } } });`,
    },
    {
      name: 'what stands behind a table without relations',
      code: `${DRIZZLE}db.query.posts.findMany({ with: { tags: { with: { nothing: true } } } });`,
    },
    {
      name: 'a relation that is switched off',
      code: `${DRIZZLE}db.query.users.findMany({ with: { nothing: false } });`,
    },
    {
      name: 'a table of which no relations are declared',
      code: `${DRIZZLE}db.query.tags.findMany({ with: { nothing: true } });`,
    },
    {
      name: 'a relation that another table of this name may have',
      code: `${DRIZZLE}db.query.users.findMany({ with: { tags: true } });`,
    },
    {
      name: 'relations that are put together',
      code: `${DRIZZLE}declare const shared: object;\nexport const tagsRelations = relations(tags, () => ({ ...shared }));\ndb.query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'relations that a function of the project gives',
      code: `${DRIZZLE}declare const make: never;\nexport const tagsRelations = relations(tags, make);\ndb.query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'relations that a function gives only sometimes',
      code: `${DRIZZLE}declare const isOld: boolean;\nexport const tagsRelations = relations(tags, ({ one }) => { if (isOld) return {}; return { psots: one(users) }; });\ndb.query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'relations under a name that is not known',
      code: `${DRIZZLE}declare const key: string;\nexport const tagsRelations = relations(tags, ({ one }) => ({ [key]: one(users) }));\ndb.query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'relations of a table that is not known',
      code: `${DRIZZLE}declare const tables: never[];\nexport const otherRelations = relations(tables[0], ({ one }) => ({ psots: one(users) }));\ndb.query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'relations of version 1 that are put together',
      code: `${DRIZZLE_1.replace('posts: { author:', 'posts: { ...more, author:')}db.query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'relations of version 1 under a name that is not known',
      code: `${DRIZZLE_1.replace('posts: { author:', 'posts: { [key]: 1, author:')}db.query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'a function of the project of that name',
      code: `import { drizzle } from 'drizzle-orm/node-postgres';\nconst relations = (table: unknown, of: unknown) => [table, of];\nconst users = {};\nrelations(users, () => ({ posts: 1 }));\ndrizzle('').query.users.findMany({ with: { psots: true } });`,
    },
    {
      name: 'relations of version 1',
      code: `${DRIZZLE_1}db.query.users.findMany({ with: { posts: { with: { author: true } } } });`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: `${DRIZZLE}db.query.users.findMany({ with: { psots: true } });`,
      errors: [
        {
          messageId: 'unknownRelation',
          data: { name: 'psots', holder: '`users`', orm: 'Drizzle', advice: 'Did you mean `posts`? There is `posts`.' },
        },
      ],
    },
    {
      name: 'a slip further down',
      code: `${DRIZZLE}db.query.users.findFirst({ with: { posts: { with: { auther: true } } } });`,
      errors: unknown,
    },
    {
      name: 'a slip in a transaction',
      code: `${DRIZZLE}db.transaction((tx) => tx.query.users.findMany({ with: { psots: true } }));`,
      errors: unknown,
    },
    {
      name: 'a slip in version 1',
      code: `${DRIZZLE_1}db.query.users.findMany({ with: { psots: true } });`,
      errors: unknown,
    },
    {
      name: 'a slip further down in version 1',
      code: `${DRIZZLE_1}db.query.users.findMany({ with: { posts: { with: { auther: true } } } });`,
      errors: unknown,
    },
  ],
});

const SEQUELIZE = `
import { Model } from 'sequelize';
class Comment extends Model {}
class Person extends Model {}
class Article extends Model {
  static associate() { this.hasMany(Comment, { as: 'comments' }); }
}
Comment.belongsTo(Article, { as: 'article', foreignKey: 'articleId' });
`;

createRuleTester().run('no-unknown-relation with Sequelize', rule as never, {
  valid: [
    { name: 'an alias', code: `${SEQUELIZE}Article.findAll({ include: 'comments' });` },
    {
      name: 'aliases below one another',
      code: `${SEQUELIZE}Article.findAll({ include: [{ association: 'comments', include: ['article'] }] });`,
    },
    {
      name: 'an association that the library names',
      code: `${SEQUELIZE}Article.hasMany(Person);\nArticle.findAll({ include: 'People' });`,
    },
    {
      name: 'an alias that is only known at run time',
      code: `${SEQUELIZE}export const add = (as: string) => Article.hasMany(Person, { as });\nArticle.findAll({ include: 'readers' });`,
    },
    { name: 'a model', code: `${SEQUELIZE}Article.findAll({ include: [Comment, { model: Comment }] });` },
    {
      name: 'options that come from elsewhere',
      code: `${SEQUELIZE}export const all = (options: object) => Article.findAll(options);`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: `${SEQUELIZE}Article.findAll({ include: 'coments' });`,
      errors: [
        {
          messageId: 'unknownRelation',
          data: {
            name: 'coments',
            holder: 'any model of the project',
            orm: 'Sequelize',
            advice: 'Did you mean `comments`? There is `comments`.',
          },
        },
      ],
    },
    {
      name: 'a slip among others',
      code: `${SEQUELIZE}Article.findByPk(1, { include: ['comments', 'zzz'] });`,
      errors: unknown,
    },
    {
      name: 'a slip in an association',
      code: `${SEQUELIZE}Article.findAll({ include: [{ association: 'coments' }] });`,
      errors: unknown,
    },
    {
      name: 'a slip in an alias',
      code: `${SEQUELIZE}Article.findAll({ include: [{ model: Comment, as: 'coments' }] });`,
      errors: unknown,
    },
    {
      name: 'a slip further down',
      code: `${SEQUELIZE}Article.findAll({ include: [{ association: 'comments', include: ['artikle'] }] });`,
      errors: unknown,
    },
    ...[
      [
        'a slip below a model, whose associations are listed',
        "{ model: Comment, as: 'comments', include: ['zzz'] }",
        'There is `article`.',
      ],
      [
        'a slip in an alias, beside which those above are listed',
        "{ model: Comment, as: 'zzz' }",
        'There is `comments`.',
      ],
      [
        'a slip two models further down',
        "{ model: Comment, as: 'comments', include: { model: Article, as: 'article', include: 'zzz' } }",
        'There is `comments`.',
      ],
      [
        'a slip below an association of no known model',
        "{ association: 'comments', include: ['artikle'] }",
        'Did you mean `article`?',
      ],
      [
        'a slip below an association of no known model, like no name',
        "{ association: 'comments', include: ['zzz'] }",
        'Use a name that its model declares.',
      ],
      [
        'a slip below a model without associations',
        "{ model: Person, as: 'comments', include: ['zzz'] }",
        'Use a name that its model declares.',
      ],
    ].map(([name = '', entry = '', advice = '']) => ({
      name,
      code: `${SEQUELIZE}Article.findAll({ include: [${entry}] });`,
      errors: [
        {
          messageId: 'unknownRelation' as never,
          data: {
            name: entry.includes('artikle') ? 'artikle' : 'zzz',
            holder: 'any model of the project',
            orm: 'Sequelize',
            advice,
          },
        },
      ],
    })),
    {
      name: 'slips of one name on two models',
      code: `${SEQUELIZE}Article.findAll({ include: ['zzz', { model: Comment, as: 'comments', include: ['zzz'] }] });`,
      errors: [...unknown, ...unknown],
    },
    { name: 'includes', code: `${SEQUELIZE}Article.findAll({ includes: ['comments'] } as never);`, errors: ignored },
    { name: 'relations', code: `${SEQUELIZE}Article.findOne({ relations: ['comments'] } as never);`, errors: ignored },
    {
      name: 'decorators',
      code: `
import { HasMany, Model, Table } from 'sequelize-typescript';
@Table class Comment extends Model {}
@Table class Article extends Model { @HasMany(() => Comment) comments!: Comment[]; }
Article.findAll({ include: ['coments'] });
`,
      errors: unknown,
    },
  ],
});

const OBJECTION = `
import { Model } from 'objection';
class Comment extends Model {
  static get relationMappings() { return { article: { relation: Model.BelongsToOneRelation, modelClass: Article, join: {} } }; }
}
class Article extends Model {
  static relationMappings = { comments: { relation: Model.HasManyRelation, modelClass: Comment, join: {} } };
}
`;

createRuleTester().run('no-unknown-relation with Objection', rule as never, {
  valid: [
    { name: 'a relation', code: `${OBJECTION}Article.query().withGraphFetched('comments');` },
    {
      name: 'relations of relations',
      code: `${OBJECTION}Article.query().withGraphJoined('[comments(newest).[article], comments.article.comments]');`,
    },
    { name: 'an object', code: `${OBJECTION}Article.query().withGraphFetched({ comments: { article: true } });` },
    {
      name: 'all of them, and themselves again',
      code: `${OBJECTION}Article.query().withGraphFetched('comments.article.^');`,
    },
    { name: 'an alias', code: `${OBJECTION}Article.query().withGraphFetched('comments as all');` },
    {
      name: 'an alias with a modifier',
      code: `${OBJECTION}Article.query().withGraphFetched('comments(newest) as all');`,
    },
    {
      name: 'lists, recursion and wildcards',
      code: `${OBJECTION}Article.query().withGraphFetched('[comments.[article], comments.article.^3, comments.*]');`,
    },
    {
      name: 'an alias in an object, and what else is said about it',
      code: `${OBJECTION}Article.query().withGraphFetched({ newest: { $relation: 'comments', $modify: ['newest'], article: true } });`,
    },
    {
      name: 'an alias of what is only known at run time',
      code: `${OBJECTION}export const by = ($relation: string) => Article.query().withGraphFetched({ all: { $relation, nothing: true } });`,
    },
    {
      name: 'mappings that are put together',
      code: `${OBJECTION}class Draft extends Article { static relationMappings = { ...Article.relationMappings, editor: {} }; }\nDraft.query().withGraphFetched('coments');`,
    },
    {
      name: 'a model without mappings',
      code: `import { Model } from 'objection';\nclass Note extends Model {}\nNote.query().withGraphFetched('tags');`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: `${OBJECTION}Article.query().where('id', 1).withGraphFetched('coments');`,
      errors: [
        {
          messageId: 'unknownRelation',
          data: {
            name: 'coments',
            holder: '`Article`',
            orm: 'Objection',
            advice: 'Did you mean `comments`? There is `comments`.',
          },
        },
      ],
    },
    {
      name: 'a slip further down',
      code: `${OBJECTION}Article.query().withGraphJoined('comments.[article, artikle]');`,
      errors: unknown,
    },
    {
      name: 'a slip in an object',
      code: `${OBJECTION}Article.query().withGraphFetched({ comments: { artikle: true } });`,
      errors: unknown,
    },
    {
      name: 'a slip behind an alias, and one below it',
      code: `${OBJECTION}Article.query().withGraphFetched({ all: { $relation: 'coments' }, newest: { $relation: 'comments', artikle: true } });`,
      errors: [...unknown, ...unknown],
    },
    { name: 'a slip for rows that are there', code: `${OBJECTION}Article.fetchGraph([], 'coments');`, errors: unknown },
    {
      name: 'inherited mappings',
      code: `${OBJECTION}class Draft extends Article {}\nDraft.query().withGraphFetched('coments');`,
      errors: unknown,
    },
  ],
});

const BOOKSHELF = `
import createBookshelf from 'bookshelf';
const shelf = createBookshelf({} as never);
const Author = shelf.model('Author', { tableName: 'author', posts() { return this.hasMany(Post, 'author_id'); }, tags() { return this.belongsToMany('Tag').through('Post'); } });
const Post = shelf.Model.extend({ tableName: 'post', author() { return this.belongsTo(Author); } });
const Note = Post.extend({ readers() { return this.hasMany('Author'); } });
declare const shared: object;
`;

createRuleTester().run('no-unknown-relation with models of Bookshelf', rule as never, {
  valid: [
    { name: 'relations', code: `${BOOKSHELF}Author.fetchAll({ withRelated: ['posts', 'posts.author', 'tags'] });` },
    { name: 'what follows a text', code: `${BOOKSHELF}Author.fetchAll({ withRelated: ['tags.nothing'] });` },
    {
      name: 'inherited relations',
      code: `${BOOKSHELF}Note.where({ id: 1 }).fetch({ withRelated: ['author.posts', 'readers'] });`,
    },
    {
      name: 'a relation with a function of its own',
      code: `${BOOKSHELF}Author.fetchAll({ withRelated: [{ posts: (query) => query.limit(1) }] });`,
    },
    {
      name: 'members that others are spread into',
      code: `${BOOKSHELF}const Draft = shelf.model('Draft', { ...shared });\nDraft.fetchAll({ withRelated: ['nothing'] });`,
    },
    {
      name: 'a model of which only the name is known',
      code: `${BOOKSHELF}shelf.model('Tag').fetchAll({ withRelated: ['nothing'] });`,
    },
    {
      name: 'one of two parents',
      code: `${BOOKSHELF}declare const isOld: boolean;\nconst Base = isOld ? shelf.Model.extend({ tags() { return this.hasMany('Tag'); } }) : Post;\nconst Draft = Base.extend({});\nDraft.fetchAll({ withRelated: ['tags'] });`,
    },
    {
      name: 'a relation that a model has in the place of its parent',
      code: `${BOOKSHELF}const Draft = Post.extend({ author() { return this.belongsTo(Note); } });\nDraft.fetchAll({ withRelated: ['author.readers'] });`,
    },
    {
      name: 'members under a name that is not known',
      code: `${BOOKSHELF}declare const key: string;\nconst Draft = shelf.model('Draft', { [key]() { return this.hasMany('Tag'); } });\nDraft.fetchAll({ withRelated: ['nothing'] });`,
    },
    {
      name: 'the model of the library itself',
      code: `${BOOKSHELF}shelf.Model.fetchAll({ withRelated: ['nothing'] });`,
    },
    {
      name: 'a parent that others are spread into',
      code: `${BOOKSHELF}const Base = shelf.Model.extend({ ...shared });\nconst Draft = Base.extend({});\nDraft.fetchAll({ withRelated: ['nothing'] });`,
    },
  ],
  invalid: [
    {
      name: 'a slip',
      code: `${BOOKSHELF}Author.fetchAll({ withRelated: ['postz'] });`,
      errors: [
        {
          messageId: 'unknownRelation',
          data: {
            name: 'postz',
            holder: '`Author`',
            orm: 'Bookshelf',
            advice: 'Did you mean `posts`? There are `posts`, `tags`.',
          },
        },
      ],
    },
    {
      name: 'a slip further down',
      code: `${BOOKSHELF}Author.where({ id: 1 }).fetch({ withRelated: ['posts.auther'] });`,
      errors: unknown,
    },
    {
      name: 'a slip in a model that extends the one of the library',
      code: `${BOOKSHELF}Post.fetchAll({ withRelated: ['auther'] });`,
      errors: unknown,
    },
    {
      name: 'a slip in a model that extends another one',
      code: `${BOOKSHELF}new Note({ id: 1 }).fetch({ withRelated: 'reader' });`,
      errors: unknown,
    },
  ],
});

createRuleTester().run('no-unknown-relation with Drizzle and Bookshelf', rule as never, {
  valid: [
    {
      name: 'the option of Drizzle',
      code: `import { drizzle } from 'drizzle-orm/node-postgres';\nconst db = drizzle('');\ndb.query.users.findMany({ with: { posts: true } });`,
    },
    {
      name: 'the option of Bookshelf',
      code: `import bookshelf from 'bookshelf';\nconst User = bookshelf({} as never).model('User', { posts() { return this.hasMany('Post'); } });\nUser.fetchAll({ withRelated: ['posts'] });`,
    },
  ],
  invalid: [
    {
      name: 'another option of Drizzle',
      code: `import { drizzle } from 'drizzle-orm/node-postgres';\nconst db = drizzle('');\ndb.query.users.findMany({ include: { posts: true } });`,
      errors: ignored,
    },
    {
      name: 'another option of Bookshelf',
      code: `import bookshelf from 'bookshelf';\nconst User = bookshelf({} as never).model('User', {});\nUser.fetchAll({ include: ['posts'] });`,
      errors: ignored,
    },
  ],
});
