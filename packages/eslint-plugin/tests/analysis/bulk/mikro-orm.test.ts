import { bulkFormsIn, testBulkForms } from '../../support/bulk-tester.js';
import { describe, expect, it } from 'vitest';

const head = `
import { EntityManager, EntityRepository, MikroORM } from '@mikro-orm/core';
class Post { id!: number; title!: string; isRead!: boolean }
type Row = Post;
interface Other { id: number }
declare const em: EntityManager;
declare const posts: EntityRepository<Post>;
declare const orm: MikroORM;
`;
const FLUSH = '`flush()` once, after the last one';

testBulkForms('MikroORM', {
  head,
  bulk: {
    insert: ['await em.insert(Post, { title: row.title });', '`insertMany(Entity, rows)`'],
    'insert of a repository': ['await posts.insert({ title: row.title });', '`insertMany(rows)`'],
    upsert: ['await em.upsert(Post, { id: row.id });', '`upsertMany(Entity, rows)`'],
    'nativeUpdate with the same values': [
      'await em.nativeUpdate(Post, { id: row.id }, { isRead: true });',
      '`nativeUpdate(Entity, { id: { $in: ids } }, values)`',
    ],
    'nativeDelete of a repository': [
      'await posts.nativeDelete({ id: row.id });',
      '`nativeDelete({ id: { $in: ids } })`',
    ],
    persistAndFlush: [
      'await em.persistAndFlush(em.create(Post, { title: row.title }));',
      '`persist(row)` for each, and `flush()` once after them',
    ],
    removeAndFlush: ['await em.removeAndFlush(row);', '`remove(row)` for each, and `flush()` once after them'],
    'a flush after what was persisted': ['em.persist(row); await em.flush();', FLUSH],
    'a flush after what was changed': ['row.isRead = true; await em.flush();', FLUSH],
    'a flush chained to persist': ['await em.persist(row).flush();', FLUSH],
    'a query builder': [
      'await em.createQueryBuilder(Post).update({ isRead: true }).where({ id: row.id });',
      '`.where({ id: { $in: ids } })`',
    ],
  },
  silent: {
    'nativeUpdate with values of each row': 'await em.nativeUpdate(Post, { id: row.id }, { title: row.title });',
    'nativeUpdate by comparison': 'await em.nativeUpdate(Post, { id: { $ne: row.id } }, { isRead: true });',
    'a flush without anything of the row': 'await em.flush();',
    'a flush of a unit of work for each row': 'const own = em.fork(); own.persist(row); await own.flush();',
    'a flush that is followed by a new start': 'em.persist(row); await em.flush(); em.clear();',
    'a flush under a condition': 'em.persist(row); if (row.id % 100 === 0) await em.flush();',
    'a flush whose new keys are looked at':
      'const post = em.create(Post, { title: row.title }); await em.persistAndFlush(post); console.log(post.id);',
    'persist alone, which only collects': 'em.persist(row);',
  },
});

describe('a flush in a loop over a handful of constants', () => {
  it('is left alone', () => {
    const code = `${head}export async function store() { for (const title of ['a', 'b']) { em.persist({ title }); await em.flush(); } }`;
    expect(bulkFormsIn(code)).toEqual([]);
  });
});
