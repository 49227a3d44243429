import { mikroOrm } from '../../src/orms/mikro-orm.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('MikroORM', {
  head: `
import { Collection, Entity, EntityRepository, LoadableBaseEntity, ManyToOne, ref, wrap, type EntityManager, type Loaded, type Ref } from '@mikro-orm/postgresql';
class Author { id!: number; books = new Collection<Post>(this); }
class Post {
  id!: number;
  author!: Ref<Author>;
  tags = new Collection<Author>(this);
  @ManyToOne({ eager: true }) editor!: Ref<Author>;
  reviewer!: Editor;
}
class NoteRepository extends EntityRepository<Note> {
  async newest(id: number) { return this.findOne({ id }); }
  find(where: unknown) { return where; }
}
class Editor extends LoadableBaseEntity { id!: number; }
@Entity({ repository: () => NoteRepository })
class Note { id!: number; }
type Row = Post;
declare const em: EntityManager;
declare const posts: EntityRepository<Post>;
`,
  reads: {
    'em.find': `await em.find(Post, { id });`,
    'em.findAll': `await em.findAll(Post, { where: { id } });`,
    'em.findOne': `await em.findOne(Post, id);`,
    'em.findOneOrFail': `await em.findOneOrFail(Post, id);`,
    'em.findAndCount': `const [found] = await em.findAndCount(Post, { id }); void found;`,
    'em.findByCursor': `await em.findByCursor(Post, { id }, { first: 1 });`,
    'em.count': `await em.count(Post, { id });`,
    'em.refresh': `await em.refresh(row);`,
    'em.execute': `await em.execute('select * from post where id = ?', [id]);`,
    'the connection': `await em.getConnection().execute('select * from post where id = ?', [id]);`,
    'Kysely, from version 7 on': `await em.getKysely().selectFrom('post').where('id', '=', id).execute();`,
    Knex: `await em.getKnex()('post').where({ id });`,
    'repository.find': `await posts.find({ id });`,
    'a repository of the entity manager': `await em.getRepository(Post).findOne({ id });`,
    'the entity manager of a repository': `await posts.getEntityManager().findOne(Post, id);`,
    'a forked entity manager': `await em.fork().findOne(Post, id);`,
    'a query builder': `await posts.createQueryBuilder().where({ id }).getSingleResult();`,
    'a query builder that is awaited': `await em.qb(Post).where({ id });`,
    'a query builder that counts': `await em.createQueryBuilder(Post).where({ id }).getCount();`,
    'an entity manager that a container resolved': `const own = row as unknown as import('@mikro-orm/postgresql').EntityManager; await em.findOne(Post, id);`,
    'em.populate of one row': `await em.populate(row, ['tags']);`,
    'populate of one wrapped row': `await wrap(row).populate(['tags']);`,
    'a transaction per element': `await em.transactional(async (inner) => { await inner.findOne(Post, id); });`,
  },
  throughCalls: {
    'a method of the repository that the entity names': `await em.getRepository(Note).newest(id);`,
  },
  silent: {
    create: `em.create(Post, { id });`,
    'create through the repository, and assign': `posts.assign(posts.create({ id }), { id });`,
    persist: `em.persist(row);`,
    'a reference': `em.getReference(Post, id); ref(Post, id);`,
    flush: `await em.flush();`,
    'a copy of a row': `await em.clone(Post, id);`,
    nativeUpdate: `await em.nativeUpdate(Post, { id }, {});`,
    'an update by a query builder': `await em.createQueryBuilder(Post).update({}).where({ id });`,
    'an update as SQL': `await em.execute('update post set title = ? where id = ?', ['', id]);`,
    'a query builder that nothing runs': `void em.createQueryBuilder(Post).where({ id }).getQuery();`,
    'a method of the repository that the entity names, and that computes': `em.getRepository(Note).find({ id });`,
    'items of a loaded collection': `row.tags.getItems(); row.tags.filter(Boolean); row.tags.find(Boolean); row.tags.toArray();`,
    'what is known of a collection in memory': `row.tags.count(); row.tags.contains(row); row.tags.isInitialized(); row.tags.map(String);`,
    'changes in memory': `row.tags.add(row); row.tags.removeAll(); row.tags.set([]);`,
    'a loaded reference': `row.author.unwrap(); row.author.getEntity(); row.author.$;`,
    'a relation that every find loads': `await row.editor.load();`,
  },
  lazy: {
    'a reference': `await row.author.load();`,
    'a reference, or an error': `await row.author.loadOrFail();`,
    'a property of a reference': `await row.author.loadProperty('id');`,
    'an entity that can load itself, from version 7 on': `await row.reviewer.load();`,
    'a collection': `await row.tags.init();`,
    'a collection, if it is not yet loaded': `await row.tags.load();`,
    'items of a collection': `await row.tags.loadItems();`,
    'a count': `await row.tags.loadCount();`,
    'some of a collection': `await row.tags.matching({ where: { id } });`,
    'a wrapped row': `await wrap(row).init();`,
  },
  lazyIn: {
    'rows whose query loads nothing': `
export async function load() {
  for (const post of await em.find(Post, {})) await post.tags.loadItems();
}
`,
    'rows whose query loads something else': `
export async function load() {
  for (const post of await em.find(Post, {}, { populate: ['author'] })) await post.tags.loadItems();
}
`,
    'rows of which other ones are populated later': `
export async function load(others: Post[]) {
  const found = await em.find(Post, {});
  await em.populate(others, ['tags']);
  for (const post of found) await post.tags.loadItems();
}
`,
    'a part of a loaded relation that is asked for again': `
export async function load() {
  const found = await em.find(Post, {}, { populate: ['tags'] });
  for (const post of found) await post.tags.matching({ where: { id: post.id } });
}
`,
    'a count that loading does not tell': `
export async function load() {
  for (const post of await em.find(Post, {}, { populate: ['tags'] })) await post.tags.loadCount();
}
`,
    'references that are loaded at once, without a data loader': `
export const load = (rows: Post[]) => Promise.all(rows.map((row) => row.author.load({ dataloader: false })));
`,
  },
  quiet: {
    'rows whose query loads the collection': `
export async function load() {
  for (const post of await em.find(Post, {}, { populate: ['tags'] })) await post.tags.loadItems();
}
`,
    'rows whose query loads everything': `
export async function load() {
  for (const post of await posts.findAll({ populate: ['*'] })) await post.author.load();
}
`,
    'rows of the rows, which the query loads': `
export async function load() {
  const found = await em.find(Post, {}, { populate: ['author.books'] });
  for (const post of found) await post.author.$.books.load();
}
`,
    'rows into which the relation is loaded later': `
export async function load() {
  const found = await em.find(Post, {});
  await em.populate(found, ['tags', 'author']);
  for (const post of found) await post.author.load();
}
`,
    'rows that a query builder joined': `
export async function load() {
  const found = await em.createQueryBuilder(Post, 'p').leftJoinAndSelect('p.tags', 't').getResult();
  for (const post of found) await post.tags.load();
}
`,
    'rows whose type says what is loaded': `
export async function load(rows: Loaded<Post, 'tags'>[]) {
  for (const row of rows) await row.tags.load();
}
`,
    'references that a data loader loads at once': `
export const load = (rows: Post[]) => Promise.all(rows.map((row) => row.author.load({ dataloader: true })));
`,
    'one query for all': `
export async function load(ids: number[]) {
  const found = await em.find(Post, { id: { $in: ids } });
  return ids.map((id) => found.find((post) => post.id === id));
}
`,
  },
});

testTypings(mikroOrm, {
  versions: [
    {
      packages: ['@mikro-orm/core', '@mikro-orm/postgresql'],
      types: {
        connection: '$1.PostgreSqlConnection',
        writeBuilder: 'ReturnType<$1.QueryBuilder<object>["insert"]>',
        reference: '$0.LoadedReference<{ id: number }>',
        collection: '$0.LoadedCollection<{ id: number }>',
      },
    },
  ],
  notInstalled: {
    'was there until version 5': [
      'IdentifiedReference',
      ...['flush', 'persistAndFlush', 'removeAndFlush'].map((name) => `repository.${name}`),
    ],
    'came with version 7': [
      ...['LoadableBaseEntity', 'LoadableEntity', 'SqlMikroORM'],
      ...['callRoutine', 'clone', 'countBy', 'getKysely', 'refreshMaterializedView', 'stream', 'withSessionContext'].map(
        (name) => `entityManager.${name}`,
      ),
      ...['entity.load', 'entity.loadOrFail', 'connection.stream'],
      ...['countBy', 'stream'].map((name) => `repository.${name}`),
      'queryBuilder.stream',
    ],
  },
  noQuery: {
    'is about connections and transactions': [
      ...['begin', 'commit', 'rollback', 'client', 'close', 'loadFile', 'isConnected', '*nection', 'connect'].map(
        (name) => (name.startsWith('*') ? name : `connection.${name}`),
      ),
      ...['begin', 'rollback'].map((name) => `entityManager.${name}`),
      ...['connect', 'reconnect', 'close', 'isConnected', 'init'].map((name) => `orm.${name}`),
    ],
    'finds the entities': ['orm.discoverEntities'],
    'is called by the listed methods only': [
      ...['applyFilters', 'autoJoinRefsForFilters', 'getJoinedFilters', 'preparePopulate', 'processWhere'].map(
        (name) => `entityManager.${name}`,
      ),
      ...['tryCache', 'storeCache', 'clearCache'].map((name) => `entityManager.${name}`),
    ],
    'is a part of another query': ['queryBuilder.as', 'queryBuilder.getKnex', 'queryBuilder.getKnexQuery'],
  },
  otherExports: {
    'is what drivers, connections and the schema are made of': [
      ...['*Connection', '*Driver', '*Dialect', '*Helper', '*SchemaGenerator', '*Options', 'DatabaseSchema'],
      ...['IEntityGenerator', 'IMigrationGenerator', 'IMigrator', 'ISeedManager', 'MetadataDiscovery'],
    ],
    'works behind the entity manager': [
      ...['ArrayCollection', '*CacheAdapter', 'ChangeSetPersister', 'ConfigurationLoader', 'EntityLoader'],
      ...['EventManager', 'RawQueryFragment', 'RunQueryBuilder', 'TransactionEventBroadcaster', 'TransactionManager'],
      ...['UnitOfWork', 'Utils', 'WrappedEntity'],
    ],
    'is loaded, as its type says': ['LoadedReference', 'LoadedCollection'],
    'has a table of its own': ['Knex'],
  },
});
