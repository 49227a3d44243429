import { testOrm } from './orm-tester.js';

testOrm('MikroORM', {
  head: `
import { Collection, type EntityManager, type EntityRepository, type Ref } from '@mikro-orm/postgresql';
class Author { id!: number; }
class Post { id!: number; author!: Ref<Author>; tags = new Collection<Author>(this); }
type Row = Post;
declare const em: EntityManager;
declare const posts: EntityRepository<Post>;
`,
  reads: {
    'em.find': `await em.find(Post, { id });`,
    'em.findOne': `await em.findOne(Post, id);`,
    'em.findOneOrFail': `await em.findOneOrFail(Post, id);`,
    'em.count': `await em.count(Post, { id });`,
    'repository.find': `await posts.find({ id });`,
    'a repository of the entity manager': `await em.getRepository(Post).findOne({ id });`,
    'a forked entity manager': `await em.fork().findOne(Post, id);`,
    'a query builder': `await posts.createQueryBuilder().where({ id }).getSingleResult();`,
    'an entity manager that a container resolved': `const own = row as unknown as import('@mikro-orm/postgresql').EntityManager; await em.findOne(Post, id);`,
    'em.populate of one row': `await em.populate(row, ['tags']);`,
    'a transaction per element': `await em.transactional(async (inner) => { await inner.findOne(Post, id); });`,
  },
  silent: {
    create: `em.create(Post, { id });`,
    persist: `em.persist(row);`,
    flush: `await em.flush();`,
    'items of a loaded collection': `row.tags.getItems();`,
  },
  lazy: {
    'a reference': `await row.author.load();`,
    'a collection': `await row.tags.init();`,
    'items of a collection': `await row.tags.loadItems();`,
    'a count': `await row.tags.loadCount();`,
  },
});
