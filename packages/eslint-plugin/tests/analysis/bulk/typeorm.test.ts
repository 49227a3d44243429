import { testBulkForms } from '../../support/bulk-tester.js';

testBulkForms('TypeORM', {
  head: `
import { BaseEntity, DataSource, EntityManager, In, LessThan, Equal, Repository } from 'typeorm';
class Post extends BaseEntity { id!: number; title!: string; isRead!: boolean }
type Row = Post;
interface Other { id: number }
declare const posts: Repository<Post>;
declare const manager: EntityManager;
declare const source: DataSource;
const tagsOf = (row: Row): Post[] => [row];
`,
  bulk: {
    'save of a row that the loop changes': ['row.title = row.title.trim(); await posts.save(row);', '`save(rows)`'],
    'save of a new row': ['await posts.save(posts.create({ title: row.title }));', '`save(rows)`'],
    'save of a new row with options': ['await posts.save({ title: row.title }, { reload: false });', '`save(rows)`'],
    'save through the manager': ['await manager.save(row);', '`save(rows)`'],
    'save through the manager with the entity': ['await manager.save(Post, { title: row.title });', '`save(rows)`'],
    'save through a repository of the manager': ['await manager.getRepository(Post).save(row);', '`save(rows)`'],
    'save of an active record': ['row.isRead = true; await row.save();', "`save(rows)` of the entity's class"],
    'save of a new active record': [
      'await Post.create({ title: row.title }).save();',
      "`save(rows)` of the entity's class",
    ],
    remove: ['await posts.remove(row);', '`remove(rows)`'],
    softRemove: ['await posts.softRemove(row);', '`softRemove(rows)`'],
    insert: ['await posts.insert({ title: row.title });', '`insert(rows)`'],
    'insert through the manager': ['await manager.insert(Post, { title: row.title });', '`insert(Entity, rows)`'],
    upsert: ["await posts.upsert({ title: row.title }, ['title']);", '`upsert(rows, conflictPaths)`'],
    'delete by a bare key': ['await posts.delete(row.id);', '`delete({ id: In(ids) })`'],
    'delete by a column': ['await posts.delete({ id: row.id, isRead: true });', '`delete({ id: In(ids) })`'],
    'delete by Equal': ['await posts.delete({ id: Equal(row.id) });', '`delete({ id: In(ids) })`'],
    softDelete: ['await posts.softDelete(row.id);', '`softDelete({ id: In(ids) })`'],
    'update with the same values': [
      'await posts.update(row.id, { isRead: true });',
      '`update({ id: In(ids) }, values)`',
    ],
    'update through the manager': [
      'await manager.update(Post, { id: row.id }, { isRead: true });',
      '`update(Entity, { id: In(ids) }, values)`',
    ],
    increment: ["await posts.increment({ id: row.id }, 'views', 1);", '`increment({ id: In(ids) }, column, value)`'],
    'delete by a query builder': [
      "await source.createQueryBuilder().delete().from(Post).where('id = :id AND title = :label', { id: row.id, label }).execute();",
      "`.where('id IN (:...ids)', { ids })`",
    ],
    'update by a query builder': [
      'await posts.createQueryBuilder().update({ isRead: true }).where({ id: row.id }).execute();',
      "`.where('id IN (:...ids)', { ids })`",
    ],
    'insert by a query builder': [
      'await source.createQueryBuilder().insert().into(Post).values({ title: row.title }).orIgnore().execute();',
      '`.values(rows)`',
    ],
    'a related row that is added': [
      "await posts.createQueryBuilder().relation('tags').of(other).add(row.id);",
      '`.add(ids)`',
    ],
    SQL: ["await manager.query('DELETE FROM post WHERE id = $1', [row.id]);", '`WHERE id = ANY($1)`'],
  },
  silent: {
    'save of a list for each row': 'await posts.save(tagsOf(row));',
    'save of what is mapped for each row': 'await posts.save([row].map((each) => each));',
    'create and merge, which only build': 'posts.create({ title: row.title }); posts.merge(other as Row, row);',
    'update with values of each row': 'await posts.update(row.id, { title: row.title });',
    'delete by a list for each row': 'await posts.delete({ id: In([row.id]) });',
    'delete by comparison': 'await posts.delete({ id: LessThan(row.id) });',
    'delete by more than one column': 'await posts.delete({ id: row.id, title: row.title });',
    'increment by a value of each row': "await posts.increment({ id: row.id }, 'views', row.id);",
    'a repository that the row decides': 'await manager.getRepository(row.title).delete(row.id);',
    'an update by a query builder with values of each row':
      'await posts.createQueryBuilder().update({ title: row.title }).where({ id: row.id }).execute();',
    'a comparison in the text of a query builder':
      "await posts.createQueryBuilder().delete().where('id < :id', { id: row.id }).execute();",
    'whereInIds of a list for each row':
      'await posts.createQueryBuilder().update({ isRead: true }).whereInIds(tagsOf(row)).execute();',
    'pairs of both sides of a relation': "await posts.createQueryBuilder().relation('tags').of(row).add(row.id);",
    'a query builder that is not run': 'posts.createQueryBuilder().delete().where({ id: row.id });',
  },
});
