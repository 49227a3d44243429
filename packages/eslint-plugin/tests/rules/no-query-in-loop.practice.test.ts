import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Code as it is written in practice.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'an inline list in a template of a few',
      code: `
import { pool } from './pool.js';
export async function load(id: number) {
  for (const table of ['tag', 'post']) await pool.query(\`SELECT * FROM \${table} WHERE id = $1\`, [id]);
}
`,
    },
    {
      name: 'the first element for which there is no row',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const tag = await tags.findOneBy({ id });
    if (!tag) return id;
  }
}
`,
    },
    {
      name: 'groups of rows that an object holds',
      code: `
import { pool } from './pool.js';
export async function load(groups: Record<string, { table: string; ids: number[] }>) {
  for (const group of Object.values(groups)) {
    await pool.query(\`SELECT * FROM \${group.table} WHERE id = ANY($1)\`, [group.ids.map(String)]);
  }
}
`,
    },
    {
      name: 'batches that a function by name loads',
      code: `
import { pool } from './pool.js';
import { chunk } from 'lodash';
const loadMany = (ids: number[]) => pool.query('SELECT * FROM tag WHERE id = ANY($1)', [ids]);
export const load = (ids: number[]) => Promise.all(chunk(ids, 100).map(loadMany));
`,
    },
  ],
  invalid: [
    {
      name: 'a sum of counts',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, names: string[]) {
  let total = 0;
  for (const name of names) total += await tags.countBy({ name });
  return total;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.countBy',
            iterable: '`names`',
            loop: 'for…of',
            line: '6',
            chain: 'Repository.countBy',
            query: 'Repository.countBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 44,
          endLine: 6,
          endColumn: 66,
        },
      ],
    },
    {
      name: 'what belongs to a row is put into the row',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, rows: { id: number; tag?: Tag | null }[]) {
  for (const row of rows) {
    if (!row.tag) row.tag = await tags.findOneBy({ id: row.id });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`rows`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 35,
          endLine: 6,
          endColumn: 65,
        },
      ],
    },
    {
      name: 'a result under the key of the row',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  const found: Record<number, unknown> = {};
  for (const id of ids) found[id] = await tags.findOneBy({ id });
  return found;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 43,
          endLine: 6,
          endColumn: 65,
        },
      ],
    },
    {
      name: 'a helper that lends a connection',
      code: `
import type { Pool } from 'pg';
async function withClient<T>(pool: Pool, run: (client) => Promise<T>) {
  const client = await pool.connect();
  try {
    return await run(client);
  } finally {
    client.release();
  }
}
export const load = (pool: Pool, ids: number[]) =>
  withClient(pool, async (client) => {
    for (const id of ids) await client.query('SELECT * FROM tag WHERE id = $1', [id]);
  });
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'client.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '13',
            chain: 'Client.query',
            query: 'Client.query',
            advice: PG_READ,
          },
          line: 13,
          column: 33,
          endLine: 13,
          endColumn: 86,
        },
      ],
    },
    {
      name: 'a class without types',
      code: `
import { Pool } from 'pg';
export class Tags {
  constructor() {
    this.pool = new Pool();
  }
  async all(ids) {
    for (const id of ids) await this.pool.query('SELECT * FROM tag WHERE id = $1', [id]);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'this.pool.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 8,
          column: 33,
          endLine: 8,
          endColumn: 89,
        },
      ],
    },
    {
      name: 'a parameter with a value in its stead',
      code: `
import { pool } from './pool.js';
async function one(id: number, db = pool) {
  return db.query('SELECT * FROM tag WHERE id = $1', [id]);
}
export async function load(ids: number[]) {
  for (const id of ids) await one(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'one',
            iterable: '`ids`',
            loop: 'for…of',
            line: '7',
            chain: 'one → Pool.query (case.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 7,
          column: 31,
          endLine: 7,
          endColumn: 38,
        },
      ],
    },
    {
      name: 'a custom repository of older TypeORM',
      code: `
import { EntityRepository, Repository, getCustomRepository } from 'typeorm';
import type { Tag } from './tag.entity.js';
@EntityRepository()
class Tags extends Repository<Tag> {
  byName(name: string) {
    return this.findOne({ where: { name } });
  }
}
export async function load(names: string[]) {
  const tags = getCustomRepository(Tags);
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
            line: '12',
            chain: 'Tags.byName → Repository.findOne (case.ts:7)',
            query: 'Repository.findOne',
            advice: TYPEORM_READ,
          },
          line: 12,
          column: 35,
          endLine: 12,
          endColumn: 52,
        },
      ],
    },
    {
      name: 'a builder that is assigned again',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    let builder = tags.createQueryBuilder('tag');
    if (id > 0) builder = builder.where('tag.id = :id', { id });
    await builder.getMany();
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'builder.getMany',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'QueryBuilder.getMany',
            query: 'QueryBuilder.getMany',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 11,
          endLine: 8,
          endColumn: 28,
        },
      ],
    },
    {
      name: 'options that are put together',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const options = { where: {} };
    options.where = { id };
    await tags.find(options);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.find',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.find',
            query: 'Repository.find',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 11,
          endLine: 8,
          endColumn: 29,
        },
      ],
    },
    {
      name: 'a type of a namespace import',
      code: `
import type * as orm from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: orm.Repository<Tag>, ids: number[]) {
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
      name: 'a class that is a default export',
      code: `
import Tags from './default-class.js';
export async function load(ids: number[]) {
  const tags = new Tags();
  for (const id of ids) await tags.one(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.one',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'one → Pool.query (default-class.ts:5)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 43,
        },
      ],
    },
    {
      name: "the super class's static method",
      code: `
import { Account } from './account.entity.js';
class Savings extends Account {
  static async byOwner(owner: number) {
    return super.byOwner(owner);
  }
}
export async function load(owners: number[]) {
  for (const owner of owners) await Savings.byOwner(owner);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'Savings.byOwner',
            iterable: '`owners`',
            loop: 'for…of',
            line: '9',
            chain: 'Savings.byOwner → Account.byOwner → BaseEntity.findBy (account.entity.ts:12)',
            query: 'BaseEntity.findBy',
            advice: TYPEORM_READ,
          },
          line: 9,
          column: 37,
          endLine: 9,
          endColumn: 59,
        },
      ],
    },
    {
      name: 'a transaction per element',
      code: `
import { dataSource } from './data-source.js';
import { Tag } from './tag.entity.js';
export async function load(ids: number[]) {
  for (const id of ids) await dataSource.transaction((manager) => manager.findOneBy(Tag, { id }));
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'manager.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'EntityManager.findOneBy',
            query: 'EntityManager.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 67,
          endLine: 5,
          endColumn: 97,
        },
      ],
    },
    {
      name: 'a chain of array methods',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  return Promise.all(
    ids
      .filter((id) => id > 0)
      .map((id) => tags.findOneBy({ id }))
      .slice(0, 10),
  );
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`ids.filter(…)`',
            loop: 'map',
            line: '8',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 20,
          endLine: 8,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'a result that is only counted for an exit',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  const found = [];
  for (const id of ids) {
    found.push(await tags.findOneBy({ id }));
    if (id === 7) break;
  }
  return found;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 22,
          endLine: 7,
          endColumn: 44,
        },
      ],
    },
    {
      name: 'Object.assign in a helper',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
const enrich = async (tags: Repository<Tag>, row: { id: number }) =>
  Object.assign(row, { tag: await tags.findOneBy({ id: row.id }) });
export const load = (tags: Repository<Tag>, rows: { id: number }[]) => Promise.all(rows.map((row) => enrich(tags, row)));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'enrich',
            iterable: '`rows`',
            loop: 'map',
            line: '6',
            chain: 'enrich → Repository.findOneBy (case.ts:5)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 102,
          endLine: 6,
          endColumn: 119,
        },
      ],
    },
    {
      name: 'a class in an object of classes',
      code: `
import { TagRepository } from './tag.repository.js';
const repositories = { tags: new TagRepository(undefined as never, undefined as never) };
export async function load(names: string[]) {
  for (const name of names) await repositories.tags.byName(name);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'repositories.tags.byName',
            iterable: '`names`',
            loop: 'for…of',
            line: '5',
            chain: 'TagRepository.byName → Repository.findOneBy (tag.repository.ts:7)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 35,
          endLine: 5,
          endColumn: 65,
        },
      ],
    },
    {
      name: 'a typed record of repositories',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(repositories: Record<string, Repository<Tag>>, ids: number[]) {
  for (const id of ids) await repositories['tags'].findOneBy({ id });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'repositories.tags.findOneBy',
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
          endColumn: 69,
        },
      ],
    },
    {
      name: 'then() of a query whose rows are gone through',
      code: `
import { pool } from './pool.js';
export const load = () =>
  pool.query('SELECT id FROM post').then(({ rows }) => Promise.all(rows.map((row) => pool.query('SELECT $1', [row.id]))));
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`rows`',
            loop: 'map',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 86,
          endLine: 4,
          endColumn: 119,
        },
      ],
    },
    {
      name: 'rows that come from a query',
      code: `
import { pool } from './pool.js';
export async function load() {
  const { rows: posts } = await pool.query('SELECT * FROM post');
  for (const post of posts) post.tags = (await pool.query('SELECT * FROM tag WHERE post = $1', [post.id])).rows;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`posts`',
            loop: 'for…of',
            line: '5',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 48,
          endLine: 5,
          endColumn: 106,
        },
      ],
    },
    {
      name: 'an async IIFE per element',
      code: `
import { pool } from './pool.js';
export const load = (ids: number[]) => Promise.all(ids.map((id) => (async () => pool.query('SELECT $1', [id]))()));
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`ids`',
            loop: 'map',
            line: '3',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 3,
          column: 81,
          endLine: 3,
          endColumn: 110,
        },
      ],
    },
    {
      name: 'void and not awaited',
      code: `
import { pool } from './pool.js';
export function load(ids: number[]) {
  for (const id of ids) void pool.query('SELECT $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 30,
          endLine: 4,
          endColumn: 59,
        },
      ],
    },
    {
      name: 'a refusal where a row is missing',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const tag = await tags.findOneBy({ id });
    if (!tag) return undefined;
    console.log(tag);
  }
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
          line: 6,
          column: 23,
          endLine: 6,
          endColumn: 45,
        },
      ],
    },
    {
      name: 'a refusal that compares with null',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const tag = await tags.findOneBy({ id });
    if (tag === null) return false;
  }
  return true;
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
          line: 6,
          column: 23,
          endLine: 6,
          endColumn: 45,
        },
      ],
    },
    {
      name: 'rows that an object holds',
      code: `
import { pool } from './pool.js';
export async function load(rows: Record<string, { id: number }>) {
  for (const row of Object.values(rows)) await pool.query('SELECT * FROM tag WHERE id = $1', [row.id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`Object.values(…)`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 48,
          endLine: 4,
          endColumn: 103,
        },
      ],
    },
    {
      name: 'a type that is imported in place',
      code: `
export async function load(tags: import('./tag.service.js').TagService, ids: number[]) {
  for (const id of ids) await tags.forPost(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '3',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 3,
          column: 31,
          endLine: 3,
          endColumn: 47,
        },
      ],
    },
    {
      name: 'a repository whose type is imported in place',
      code: `
import type { Tag } from './tag.entity.js';
export async function load(tags: import('typeorm').Repository<Tag>, ids: number[]) {
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
            line: '4',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 53,
        },
      ],
    },
    {
      name: 'elements that a function by name loads',
      code: `
import { pool } from './pool.js';
const loadOne = (id: number) => pool.query('SELECT * FROM tag WHERE id = $1', [id]);
export const load = (ids: number[]) => Promise.all(ids.map(loadOne));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'loadOne',
            iterable: '`ids`',
            loop: 'map',
            line: '4',
            chain: 'loadOne → Pool.query (case.ts:3)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 52,
          endLine: 4,
          endColumn: 68,
        },
      ],
    },
  ],
});
