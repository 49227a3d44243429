import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { TYPEORM_READ } from './advice.js';

// The objects of TypeORM through which queries are sent.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a method of the same name on something else',
      code: `
interface Tags {
  findOneBy(where: { id: number }): Promise<unknown>;
}
export async function load(tags: Tags, ids: number[]) {
  for (const id of ids) await tags.findOneBy({ id });
}
`,
    },
    {
      name: 'a class of the same name from somewhere else',
      code: `
import type { Repository } from './my-repository.js';
export async function load(tags: Repository<{ id: number }>, ids: number[]) {
  for (const id of ids) await tags.findOneBy({ id });
}
`,
    },
    {
      name: 'a repository that a data source gives, asked once',
      code: `
import { In } from 'typeorm';
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  return dataSource.getRepository(Tag).findBy({ id: In(ids) });
}
`,
    },
    {
      name: 'the manager only builds an entity',
      code: `
import type { EntityManager } from 'typeorm';
import { Tag } from './tag.entity.js';
export async function load(manager: EntityManager, ids: number[]) {
  for (const id of ids) await manager.create(Tag, { id });
}
`,
    },
    {
      name: 'one query in a transaction',
      code: `
import { In } from 'typeorm';
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  return dataSource.transaction(async (manager) => {
    const tags = manager.getRepository(Tag);
    return tags.findBy({ id: In(ids) });
  });
}
`,
    },
    {
      name: 'a query builder that is never run',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) tags.createQueryBuilder('tag').where('tag.id = :id', { id }).getQuery();
}
`,
    },
    {
      name: 'a query builder that the loop composes and runs once afterwards',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  const builder = tags.createQueryBuilder('tag');
  for (const id of ids) builder.orWhere('tag.id = :id', { id });
  return builder.getMany();
}
`,
    },
    {
      name: 'a write through a builder, which belongs to another rule',
      code: `
import { dataSource } from './data-source.js';
import { Post } from './post.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await dataSource.createQueryBuilder().relation(Post, 'tags').of(id).add(1);
}
`,
    },
    {
      name: 'SQL through a data source that writes',
      code: `
import { dataSource } from './data-source.js';
export async function load(ids: number[]) {
  for (const id of ids) await dataSource.query('DELETE FROM tag WHERE id = $1', [id]);
}
`,
    },
    {
      name: 'SQL through a query runner that only marks a place in the transaction',
      code: `
import type { DataSource } from 'typeorm';
export async function load(dataSource: DataSource, ids: number[]) {
  const runner = dataSource.createQueryRunner();
  for (const id of ids) await runner.query(\`SAVEPOINT "row_\${id}"\`);
}
`,
    },
    {
      name: 'an active record that is only saved',
      code: `
import type { Account } from './account.entity.js';
export async function load(accounts: Account[]) {
  for (const account of accounts) await account.save();
}
`,
    },
  ],
  invalid: [
    {
      name: 'a finder of an annotated repository',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) await tags.findOneBy({ id });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 53,
        },
      ],
    },
    {
      name: 'a repository that a data source gives',
      code: `
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await dataSource.getRepository(Tag).findOneBy({ id });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'dataSource.getRepository(…).findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 78,
        },
      ],
    },
    {
      name: "the manager's finder, whose first argument is the entity",
      code: `
import type { EntityManager } from 'typeorm';
import { Tag } from './tag.entity.js';
export async function load(manager: EntityManager, ids: number[]) {
  for (const id of ids) await manager.findOne(Tag, { where: { id } });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'manager.findOne',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'EntityManager.findOne',
            query: 'EntityManager.findOne',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 70,
        },
      ],
    },
    {
      name: 'a repository that the manager of a transaction gives',
      code: `
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  return dataSource.transaction(async (manager) => {
    const tags = manager.getRepository(Tag);
    for (const id of ids) await tags.findOneBy({ id });
  });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '7',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 33,
          endLine: 7,
          endColumn: 55,
        },
      ],
    },
    {
      name: 'a transaction with an isolation level',
      code: `
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  return dataSource.transaction('SERIALIZABLE', async (manager) => {
    for (const id of ids) await manager.findOneBy(Tag, { id });
  });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'manager.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'EntityManager.findOneBy',
            query: 'EntityManager.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 33,
          endLine: 6,
          endColumn: 63,
        },
      ],
    },
    {
      name: 'a query builder in one chain',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) await tags.createQueryBuilder('tag').where('tag.id = :id', { id }).getOne();
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.createQueryBuilder(…).where(…).getOne',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'QueryBuilder.getOne',
            query: 'QueryBuilder.getOne',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 100,
        },
      ],
    },
    {
      name: 'a query builder over several statements',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const builder = tags.createQueryBuilder('tag');
    builder.where('tag.id = :id', { id });
    await builder.getOne();
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'builder.getOne',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'QueryBuilder.getOne',
            query: 'QueryBuilder.getOne',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 11,
          endLine: 8,
          endColumn: 27,
        },
      ],
    },
    {
      name: 'a builder of the data source that selects from an entity',
      code: `
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await dataSource.createQueryBuilder().select('tag').from(Tag, 'tag').where({ id }).getMany();
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'dataSource.createQueryBuilder()….getMany',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'QueryBuilder.getMany',
            query: 'QueryBuilder.getMany',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 117,
        },
      ],
    },
    {
      name: 'a relation loaded by a builder',
      code: `
import { dataSource } from './data-source.js';
import { Post } from './post.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await dataSource.createQueryBuilder().relation(Post, 'tags').of(id).loadMany();
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'dataSource.createQueryBuilder().relation(…).of(…).loadMany',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'RelationQueryBuilder.loadMany',
            query: 'RelationQueryBuilder.loadMany',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 103,
        },
      ],
    },
    {
      name: 'SQL through a data source',
      code: `
import { dataSource } from './data-source.js';
export async function load(ids: number[]) {
  for (const id of ids) await dataSource.query('SELECT * FROM tag WHERE id = $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'dataSource.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'DataSource.query',
            query: 'DataSource.query',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 88,
        },
      ],
    },
    {
      name: 'SQL through a query runner',
      code: `
import type { DataSource } from 'typeorm';
export async function load(dataSource: DataSource, ids: number[]) {
  const runner = dataSource.createQueryRunner();
  for (const id of ids) await runner.query('SELECT * FROM tag WHERE id = $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'runner.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'QueryRunner.query',
            query: 'QueryRunner.query',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 84,
        },
      ],
    },
    {
      name: "an active record's static finder",
      code: `
import { Account } from './account.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await Account.findOneBy({ id });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'Account.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'BaseEntity.findOneBy',
            query: 'BaseEntity.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 56,
        },
      ],
    },
    {
      name: "an active record's own static method",
      code: `
import { Account } from './account.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await Account.byOwner(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'Account.byOwner',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'Account.byOwner → BaseEntity.findBy (account.entity.ts:12)',
            query: 'BaseEntity.findBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 50,
        },
      ],
    },
    {
      name: 'an active record that is read again',
      code: `
import type { Account } from './account.entity.js';
export async function load(accounts: Account[]) {
  for (const account of accounts) await account.reload();
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'account.reload',
            iterable: '`accounts`',
            loop: 'for…of',
            line: '4',
            chain: 'BaseEntity.reload',
            query: 'BaseEntity.reload',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 41,
          endLine: 4,
          endColumn: 57,
        },
      ],
    },
    {
      name: 'a class that extends Repository',
      code: `
import { TagRepository } from './tag.repository.js';
export async function load(tags: TagRepository, names: string[]) {
  for (const name of names) await tags.byName(name);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.byName',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'TagRepository.byName → Repository.findOneBy (tag.repository.ts:7)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 35,
          endLine: 4,
          endColumn: 52,
        },
      ],
    },
    {
      name: 'a finder that a class which extends Repository inherits',
      code: `
import { TagRepository } from './tag.repository.js';
export async function load(tags: TagRepository, names: string[]) {
  for (const name of names) await tags.findOneBy({ name });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 35,
          endLine: 4,
          endColumn: 59,
        },
      ],
    },
    {
      name: 'a method that repository.extend() adds',
      code: `
import { tagRepository } from './tag.repository.js';
export async function load(names: string[]) {
  for (const name of names) await tagRepository.byLabel(name);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tagRepository.byLabel',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'byLabel → Repository.findOneBy (tag.repository.ts:13)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 35,
          endLine: 4,
          endColumn: 62,
        },
      ],
    },
    {
      name: 'a finder that repository.extend() keeps',
      code: `
import { tagRepository } from './tag.repository.js';
export async function load(names: string[]) {
  for (const name of names) await tagRepository.findOneBy({ name });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tagRepository.findOneBy',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 35,
          endLine: 4,
          endColumn: 68,
        },
      ],
    },
    {
      name: 'a repository that was wrapped for a transaction',
      code: `
import { dataSource } from './data-source.js';
import { tagRepository } from './tag.repository.js';
export async function load(names: string[]) {
  return dataSource.transaction(async (manager) => {
    const tags = manager.withRepository(tagRepository);
    for (const name of names) await tags.findOneBy({ name });
  });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`names`',
            loop: 'for…of',
            line: '7',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 37,
          endLine: 7,
          endColumn: 61,
        },
      ],
    },
    {
      name: 'the global functions of older TypeORM',
      code: `
import { getRepository } from 'typeorm';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await getRepository(Tag).findOne(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'getRepository(…).findOne',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.findOne',
            query: 'Repository.findOne',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 61,
        },
      ],
    },
    {
      name: "a new data source of one's own",
      code: `
import { DataSource } from 'typeorm';
const source = new DataSource({ type: 'postgres' });
export async function load(ids: number[]) {
  for (const id of ids) await source.query('SELECT $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'source.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'DataSource.query',
            query: 'DataSource.query',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 62,
        },
      ],
    },
    {
      name: 'a repository destructured out of an object of them',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
interface Repositories {
  tags: Repository<Tag>;
}
export async function load({ tags }: Repositories, ids: number[]) {
  for (const id of ids) await tags.findOneBy({ id });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 31,
          endLine: 8,
          endColumn: 53,
        },
      ],
    },
  ],
});
