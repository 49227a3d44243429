import rule from '../../src/rules/no-query-in-serializer.js';
import { TYPEORM_READ } from './advice.js';
import { createRuleTester } from './rule-tester.js';

const INSTEAD = TYPEORM_READ.replace(' before the loop', '');

const direct = [{ messageId: 'queryPerRow' as never }];
const throughCalls = [{ messageId: 'queryPerRowThroughCalls' as never }];

// Code that libraries run for each row.
createRuleTester().run('no-query-in-serializer', rule as never, {
  valid: [
    {
      name: 'a listener that only computes',
      code: `
import { AfterLoad, Column, Entity } from 'typeorm';
@Entity()
class Article {
  @Column() price!: number;
  total = 0;
  @AfterLoad()
  compute() { this.total = this.price * 2; }
}
`,
    },
    {
      name: 'a query that is the same for every row',
      code: `
import { AfterLoad, Entity, getRepository } from 'typeorm';
import { Author } from './author.entity.js';
@Entity()
class Article {
  rate = 0;
  @AfterLoad()
  async load() { this.rate = await getRepository(Author).count(); }
}
`,
    },
    {
      name: 'a listener of another library',
      code: `
import { AfterLoad } from './decorators.js';
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
class Article {
  authorId = 1;
  author: unknown;
  @AfterLoad()
  async load() { this.author = await getRepository(Author).findOneBy({ id: this.authorId }); }
}
`,
    },
    {
      name: 'another event than loading',
      code: `
import { AfterInsert, Entity, getRepository } from 'typeorm';
import { Author } from './author.entity.js';
@Entity()
class Article {
  authorId = 1;
  author: unknown;
  @AfterInsert()
  async load() { this.author = await getRepository(Author).findOneBy({ id: this.authorId }); }
}
`,
    },
    {
      name: 'a query that is only started by what the listener hands out',
      code: `
import { AfterLoad, Entity, getRepository } from 'typeorm';
import { Author } from './author.entity.js';
@Entity()
class Article {
  authorId = 1;
  author: unknown;
  @AfterLoad()
  prepare() { this.author = () => getRepository(Author).findOneBy({ id: this.authorId }); }
}
`,
    },
    {
      name: 'a subscriber for rows that are written',
      code: `
import type { EntitySubscriberInterface, Repository } from 'typeorm';
import { Author } from './author.entity.js';
export class Subscriber implements EntitySubscriberInterface {
  constructor(private readonly authors: Repository<Author>) {}
  async afterInsert(entity: { authorId: number }) { await this.authors.findOneBy({ id: entity.authorId }); }
}
`,
    },
    {
      name: 'a method called afterLoad that no library knows of',
      code: `
import type { Repository } from 'typeorm';
import { Author } from './author.entity.js';
export class Loader {
  constructor(private readonly authors: Repository<Author>) {}
  async afterLoad(entity: { authorId: number }) { await this.authors.findOneBy({ id: entity.authorId }); }
}
`,
    },
    {
      name: 'the hook of Objection that gets all rows at once',
      code: `
import { Model } from 'objection';
class Author extends Model {}
class Article extends Model {
  static async afterFind({ result }: { result: Article[] }) {
    await Author.query().whereIn('id', result.map((row) => row.authorId));
  }
  authorId = 1;
}
`,
    },
    {
      name: 'the hook of Sequelize that gets all rows at once',
      code: `
import { Model, type Sequelize } from 'sequelize';
class Author extends Model {}
class Article extends Model { authorId = 1; }
Article.addHook('afterFind', async (found) => {
  const rows = found as Article[];
  const authors = await Author.findAll({ where: { id: rows.map((row) => row.authorId) } });
  console.log(authors);
});
`,
    },
    {
      name: 'a loop in a hook, which no-query-in-loop tells',
      code: `
import { AfterLoad, Entity, getRepository } from 'typeorm';
import { Author } from './author.entity.js';
@Entity()
class Article {
  authorIds = [1];
  @AfterLoad()
  async load() {
    for (const id of this.authorIds) await getRepository(Author).findOneBy({ id });
  }
}
`,
    },
    {
      name: 'a method that Prisma adds to a row and that runs when it is called',
      code: `
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const extended = prisma.$extends({
  result: { post: { load: { needs: { id: true }, compute(post) { return () => prisma.comment.count({ where: { postId: post.id } }); } } } },
});
`,
    },
    {
      name: 'look-ups that Prisma batches',
      code: `
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const extended = prisma.$extends({
  result: { post: { author: { compute(post) { return prisma.user.findUnique({ where: { id: post.authorId } }); } } } },
});
`,
    },
    {
      name: 'toJSON, which nobody shows to run per row',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
export class Article {
  authorId = 1;
  async toJSON() { return { author: await getRepository(Author).findOneBy({ id: this.authorId }) }; }
}
`,
    },
    {
      name: 'a method that a base class calls once',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
abstract class Controller<Row> {
  abstract present(row: Row): Promise<unknown>;
  async show(row: Row) { return this.present(row); }
}
export class Articles extends Controller<{ authorId: number }> {
  async present(row: { authorId: number }) { return getRepository(Author).findOneBy({ id: row.authorId }); }
}
export class Notes extends Controller<{ id: number }> {
  async present(row: { id: number }) { return row; }
}
`,
    },
    {
      name: 'a method that a base class calls with the whole list',
      code: `
import { getRepository } from 'typeorm';
import { In } from 'typeorm';
import { Author } from './author.entity.js';
abstract class Controller<Row> {
  abstract rows(): Promise<Row[]>;
  abstract presentAll(rows: Row[]): Promise<unknown>;
  async list() { return this.presentAll(await this.rows()); }
}
export class Articles extends Controller<{ authorId: number }> {
  async rows() { return [{ authorId: 1 }]; }
  async presentAll(rows: { authorId: number }[]) {
    return getRepository(Author).findBy({ id: In(rows.map(({ authorId }) => authorId)) });
  }
}
export class Notes extends Controller<{ id: number }> {
  async rows() { return []; }
  async presentAll(rows: { id: number }[]) { return rows; }
}
`,
    },
    {
      name: 'the one class that extends the base class, which is told at the loop',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
export abstract class OnlyBase {
  abstract present(row: { authorId: number }): Promise<unknown>;
  async list(rows: { authorId: number }[]) { return Promise.all(rows.map((row) => this.present(row))); }
}
`,
    },
    {
      name: 'an option that is called for names, not for rows',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
function define(names: string[], options: { exists(name: string): Promise<boolean> }) {
  return Promise.all(names.map((name) => options.exists(name)));
}
export const check = () => define([], { exists: async (name) => getRepository(Author).existsBy({ name }) });
`,
    },
    {
      name: 'an option that is called once',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
function define(options: { hydrate(row: { authorId: number }): Promise<unknown> }) {
  return (row: { authorId: number }) => options.hydrate(row);
}
export const show = define({ hydrate: async (row) => getRepository(Author).findOneBy({ id: row.authorId }) });
`,
    },
  ],
  invalid: [
    {
      name: 'a listener of TypeORM',
      code: `
import { AfterLoad, Entity, getRepository } from 'typeorm';
import { Author } from './author.entity.js';
@Entity()
class Article {
  authorId = 1;
  author: unknown;
  @AfterLoad()
  async load() { this.author = await getRepository(Author).findOneBy({ id: this.authorId }); }
}
`,
      errors: [
        {
          messageId: 'queryPerRow',
          data: {
            call: 'getRepository(…).findOneBy',
            query: 'Repository.findOneBy',
            member: 'Article.load',
            runner: 'TypeORM runs for each row that it loads (`@AfterLoad`)',
            advice: INSTEAD,
          },
          line: 9,
          column: 38,
        },
      ],
    },
    {
      name: 'a listener that asks through a function',
      code: `
import { AfterLoad, Entity, getRepository } from 'typeorm';
import { Author } from './author.entity.js';
const authorOf = (id: number) => getRepository(Author).findOneBy({ id });
@Entity()
class Article {
  authorId = 1;
  author: unknown;
  @AfterLoad()
  async load() { this.author = await authorOf(this.authorId); }
}
`,
      errors: [
        {
          messageId: 'queryPerRowThroughCalls',
          data: {
            call: 'authorOf',
            member: 'Article.load',
            runner: 'TypeORM runs for each row that it loads (`@AfterLoad`)',
            chain: 'authorOf → Repository.findOneBy (case.ts:4)',
            advice: INSTEAD,
          },
        },
      ],
    },
    {
      name: 'a lazy relation that a listener reads',
      code: `
import { AfterLoad, Entity, ManyToOne } from 'typeorm';
import { Author } from './author.entity.js';
@Entity()
class Article {
  @ManyToOne(() => Author) author!: Promise<Author>;
  name = '';
  @AfterLoad()
  async load() { this.name = (await this.author).name; }
}
`,
      errors: [
        {
          messageId: 'queryPerRow',
          data: {
            call: 'this.author',
            query: 'Article.author',
            member: 'Article.load',
            runner: 'TypeORM runs for each row that it loads (`@AfterLoad`)',
            advice: 'Load `author` with the rows: add `relations: { author: true }` to their query.',
          },
        },
      ],
    },
    {
      name: 'a subscriber of TypeORM',
      code: `
import type { EntitySubscriberInterface, Repository } from 'typeorm';
import { Author } from './author.entity.js';
export class Subscriber implements EntitySubscriberInterface {
  constructor(private readonly authors: Repository<Author>) {}
  async afterLoad(entity: { authorId: number }) { await this.authors.findOneBy({ id: entity.authorId }); }
}
`,
      errors: direct,
    },
    {
      name: 'a hook of MikroORM',
      code: `
import { Entity, OnLoad } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
declare const manager: EntityManager;
class Author {}
@Entity()
class Article {
  authorId = 1;
  author: unknown;
  @OnLoad()
  async load() { this.author = await manager.findOne(Author, { id: this.authorId }); }
}
`,
      errors: direct,
    },
    {
      name: 'a subscriber of MikroORM',
      code: `
import type { EventArgs, EventSubscriber } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
class Author {}
class Article { authorId = 1; }
export class Subscriber implements EventSubscriber<Article> {
  constructor(private readonly manager: EntityManager) {}
  async onLoad({ entity }: EventArgs<Article>) { await this.manager.findOne(Author, { id: entity.authorId }); }
}
`,
      errors: direct,
    },
    {
      name: 'a hook of Objection, in a class between',
      code: `
import { Model } from 'objection';
class Author extends Model {}
class Base extends Model {}
class Article extends Base {
  authorId = 1;
  author: unknown;
  async $afterFind() { this.author = await Author.query().findById(this.authorId); }
}
`,
      errors: direct,
    },
    {
      name: 'rows of Objection that load a relation of their own',
      code: `
import { Model } from 'objection';
class Article extends Model {
  tags: unknown;
  async $afterFind() { this.tags = await this.$relatedQuery('tags'); }
}
`,
      errors: direct,
    },
    {
      name: 'a virtual attribute of Sequelize',
      code: `
import { DataTypes, Model } from 'sequelize';
class Author extends Model {}
class Article extends Model { authorId = 1; }
Article.init({ author: { type: DataTypes.VIRTUAL, async get() { return Author.findByPk(this.getDataValue('authorId')); } } }, {});
`,
      errors: direct,
    },
    {
      name: 'a virtual attribute of sequelize-typescript',
      code: `
import { Column, DataType, Model, Table } from 'sequelize-typescript';
@Table
class Author extends Model {}
@Table
class Article extends Model {
  authorId = 1;
  @Column(DataType.VIRTUAL)
  get author() { return Author.findByPk(this.authorId); }
}
`,
      errors: direct,
    },
    {
      name: 'a computed field of Prisma',
      code: `
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const extended = prisma.$extends({
  result: { post: { comments: { needs: { id: true }, compute({ id }) { return prisma.comment.count({ where: { postId: id } }); } } } },
});
`,
      errors: direct,
    },
    {
      name: 'a virtual of Mongoose',
      code: `
import { Schema, model } from 'mongoose';
const Author = model('Author', new Schema({}));
const schema = new Schema({ authorId: String });
schema.virtual('author').get(function () { return Author.findById(this.authorId); });
`,
      errors: direct,
    },
    {
      name: 'documents that Mongoose has loaded',
      code: `
import { Schema, model } from 'mongoose';
const Author = model('Author', new Schema({}));
const schema = new Schema({ authorId: String });
schema.post('init', async (doc) => { doc.author = await Author.findById(doc.authorId); });
`,
      errors: direct,
    },
    {
      name: 'a transformer',
      code: `
import { Transform } from 'class-transformer';
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
export class ArticleDto {
  @Transform(({ obj }) => getRepository(Author).findOneBy({ id: obj.authorId }))
  author: unknown;
}
`,
      errors: direct,
    },
    {
      name: 'an exposed getter',
      code: `
import { Expose } from 'class-transformer';
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
export class ArticleDto {
  authorId = 1;
  @Expose()
  get author() { return getRepository(Author).findOneBy({ id: this.authorId }); }
}
`,
      errors: direct,
    },
    {
      name: 'methods that a base class calls for each element',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
abstract class Controller<Row> {
  abstract present(row: Row): Promise<unknown>;
  async list(rows: Row[]) { return Promise.all(rows.map((row) => this.present(row))); }
}
export class Articles extends Controller<{ authorId: number }> {
  async present(row: { authorId: number }) { return getRepository(Author).findOneBy({ id: row.authorId }); }
}
export class Notes extends Controller<{ id: number }> {
  async present(row: { id: number }) { return row; }
}
`,
      errors: [
        {
          messageId: 'queryPerRow',
          data: {
            call: 'getRepository(…).findOneBy',
            query: 'Repository.findOneBy',
            member: 'Articles.present',
            runner: '`Controller.list` runs for each element of a list (case.ts:6)',
            advice: INSTEAD,
          },
          line: 9,
        },
      ],
    },
    {
      name: 'a method that replaces one of the base class, which hands it over by name',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
class Controller<Row> {
  async present(row: Row): Promise<unknown> { return row; }
  async list(rows: Row[]) { return Promise.all(rows.map(this.present.bind(this))); }
}
export class Articles extends Controller<{ authorId: number }> {
  async present(row: { authorId: number }) { return getRepository(Author).findOneBy({ id: row.authorId }); }
}
`,
      errors: direct,
    },
    {
      name: 'an option that is called for each element, two functions down',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
interface Row { authorId: number }
function define(options: { rows(): Promise<Row[]>; hydrate?(row: Row): Promise<unknown> }) {
  const toResponse = async (row: Row) => ({ ...row, ...(options.hydrate ? await options.hydrate(row) : {}) });
  return async () => Promise.all((await options.rows()).map(toResponse));
}
const authorOf = (id: number) => getRepository(Author).findOneBy({ id });
export const list = define({ rows: async () => [], hydrate: async (row) => ({ author: await authorOf(row.authorId) }) });
`,
      errors: throughCalls,
    },
    {
      name: 'an option that is taken out of the options',
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
interface Row { authorId: number }
function define({ hydrate }: { hydrate(row: Row): Promise<unknown> }) {
  return async (rows: Row[]) => {
    for (const row of rows) await hydrate(row);
  };
}
export const list = define({ hydrate: async (row) => getRepository(Author).findOneBy({ id: row.authorId }) });
`,
      errors: direct,
    },
  ],
});

const potential = [{ report: 'potential' }] as never;

// What somebody may run for each row, on request.
createRuleTester().run('no-query-in-serializer with potential reports', rule as never, {
  valid: [
    {
      name: 'a mapper without a query',
      options: potential,
      code: `export function toDto(row: { id: number }) { return { id: row.id }; }`,
    },
    {
      name: 'a query that does not depend on the row',
      options: potential,
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
export async function toDto(row: { id: number }) { return { ...row, total: await getRepository(Author).count() }; }
`,
    },
    {
      name: 'a function of another name',
      options: potential,
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
export async function show(id: number) { return getRepository(Author).findOneBy({ id }); }
`,
    },
  ],
  invalid: [
    {
      name: 'a mapper',
      options: potential,
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
export async function toDto(row: { authorId: number }) {
  return { author: await getRepository(Author).findOneBy({ id: row.authorId }) };
}
`,
      errors: [
        {
          messageId: 'queryMayRunPerRow',
          data: {
            call: 'getRepository(…).findOneBy',
            query: 'Repository.findOneBy',
            member: 'toDto',
            runner: 'may run for each element of a list',
            advice: INSTEAD,
          },
        },
      ],
    },
    {
      name: 'toJSON and a getter',
      options: potential,
      code: `
import { getRepository } from 'typeorm';
import { Author } from './author.entity.js';
const authorOf = (id: number) => getRepository(Author).findOneBy({ id });
export class Article {
  authorId = 1;
  get author() { return authorOf(this.authorId); }
  async toJSON() { return { author: await getRepository(Author).findOneBy({ id: this.authorId }) }; }
}
`,
      errors: [{ messageId: 'queryMayRunPerRowThroughCalls' }, { messageId: 'queryMayRunPerRow' }],
    },
  ],
});
