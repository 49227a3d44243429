import { afterAll, describe, expect, it } from 'vitest';
import { bookshelfApplication } from './applications/bookshelf.js';
import { drizzleApplication } from './applications/drizzle.js';
import { Author as MikroAuthor, mikroOrmApplication } from './applications/mikro-orm.js';
import { Author as ObjectionAuthor, objectionApplication } from './applications/objection.js';
import { sequelizeApplication } from './applications/sequelize.js';
import { authors, typeOrmApplication } from './applications/typeorm.js';
import { useDomain } from './support/domain.js';
import type { Application } from './support/application.js';

type Find = (options: never) => PromiseLike<unknown>;

describe('a relation that a query means to load', () => {
  const connectionString = useDomain();
  const closing: (() => unknown)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));

  async function open<Db>(application: Application<Db>): Promise<Db> {
    const db = await application.open({ connectionString: connectionString(), max: 2 });
    closing.push(() => application.close(db));
    return db;
  }

  const finders: Record<string, () => Promise<Find>> = {
    async TypeORM() {
      const db = await open(typeOrmApplication);
      return (options) => db.getRepository(authors).find(options);
    },
    async Sequelize() {
      const { Author } = await open(sequelizeApplication);
      return (options) => Author.findAll(options);
    },
    async MikroORM() {
      const db = await open(mikroOrmApplication);
      return (options) => db.em.fork().findAll(MikroAuthor, options);
    },
    async Drizzle() {
      const db = await open(drizzleApplication);
      return (options) => db.query.authors.findMany(options);
    },
    async Bookshelf() {
      const { Author } = await open(bookshelfApplication);
      return async (options) => (await Author.fetchAll(options)).models;
    },
    async Objection() {
      const db = await open(objectionApplication);
      return (expression) => ObjectionAuthor.query(db).withGraphFetched(expression);
    },
  };

  it.each([
    ['TypeORM', { relations: { postz: true } }],
    ['TypeORM', { relations: { posts: { authr: true } } }],
    ['TypeORM', { relations: { name: true } }],
    ['Sequelize', { include: 'postz' }],
    ['Sequelize', { include: [{ association: 'postz' }] }],
    ['Sequelize', { include: [{ association: 'posts', include: ['nothing'] }] }],
    ['MikroORM', { populate: ['postz'] }],
    ['MikroORM', { populate: ['posts.nothing'] }],
    ['Drizzle', { with: { postz: true } }],
    ['Drizzle', { with: { posts: { with: { nothing: true } } } }],
    ['Drizzle', { with: { name: true } }],
    ['Bookshelf', { withRelated: ['postz'] }],
    ['Bookshelf', { withRelated: ['posts.nothing'] }],
    ['Objection', 'postz'],
    ['Objection', '[posts.nothing]'],
  ])('raises an error in %s where it does not exist: %j', async (name, options) => {
    const find = await finders[name]?.();
    expect(find).toBeDefined();
    await expect(Promise.resolve().then(() => find?.(options as never))).rejects.toThrow();
  });

  it('raises an error in TypeORM where a builder joins it and it does not exist', async () => {
    const db = await open(typeOrmApplication);
    const query = db.getRepository(authors).createQueryBuilder('author');
    expect(() => query.leftJoinAndSelect('author.postz', 'post').getQuery()).toThrow('postz');
  });

  it.each([
    ['TypeORM', ['include', 'includes', 'relation', 'populate', 'with', 'withRelated']],
    ['Sequelize', ['includes', 'relations', 'relation', 'populate', 'with', 'withRelated']],
    ['MikroORM', ['include', 'includes', 'relations', 'relation', 'with', 'withRelated']],
    ['Drizzle', ['include', 'includes', 'relations', 'relation', 'populate', 'withRelated']],
    ['Bookshelf', ['include', 'includes', 'relations', 'relation', 'populate', 'with']],
  ])('is left out by %s without a word where the option is another ORM’s', async (name, options) => {
    const find = await finders[name]?.();
    const plain = JSON.stringify(await find?.({} as never));
    expect(plain).toContain('Author 1');
    for (const option of options)
      for (const relations of [['posts'], { posts: true }])
        expect(JSON.stringify(await find?.({ [option]: relations } as never))).toBe(plain);
  });

  it('raises an error in MikroORM where rows are populated with it that are there', async () => {
    const db = await open(mikroOrmApplication);
    const em = db.em.fork();
    const rows = await em.findAll(MikroAuthor);
    await expect(em.populate(rows, ['posts.author'])).resolves.toBeDefined();
    await expect(em.populate(rows, ['postz'] as never)).rejects.toThrow('postz');
    await expect(em.populate(rows, ['posts.nothing'] as never)).rejects.toThrow();
  });

  it('is left out by Drizzle where it is switched off', async () => {
    const find = await finders['Drizzle']?.();
    await expect(Promise.resolve(find?.({ with: { postz: false } } as never))).resolves.toBeDefined();
  });

  it('may be a lazy property in MikroORM', async () => {
    const find = await finders['MikroORM']?.();
    await expect(find?.({ populate: ['name'] } as never)).resolves.toBeDefined();
  });
});
