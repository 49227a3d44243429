import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Queries that depend on the element, or on something else.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a query that does not depend on the element, which is another finding',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    const { rows } = await pool.query('SELECT * FROM setting');
    console.log(id, rows);
  }
}
`,
    },
    {
      name: 'a connection per element',
      code: `
import type { Pool } from 'pg';
export async function load(tenants: { id: number; pool: Pool }[]) {
  for (const tenant of tenants) await tenant.pool.query('SELECT * FROM tag WHERE id = $1', [tenant.id]);
}
`,
    },
    {
      name: 'a data source per element',
      code: `
import type { DataSource } from 'typeorm';
export async function load(sources: DataSource[]) {
  return Promise.all(sources.map((source) => source.query('SELECT 1')));
}
`,
    },
    {
      name: 'writes alone',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, all: Tag[]) {
  for (const tag of all) await tags.save(tag);
}
`,
    },
    {
      name: 'a connection that each turn takes, and a query that asks for nothing of the element',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    const client = await pool.connect();
    console.log(id, await client.query('SELECT now()'));
    client.release();
  }
}
`,
    },
    {
      name: 'a handle that a function gives for each element',
      code: `
import type { Pool } from 'pg';
declare function withTenant<T>(tenant: string, run: (pool: Pool) => Promise<T>): Promise<T>;
export const load = (tenants: string[]) =>
  Promise.all(tenants.map((tenant) => withTenant(tenant, (pool) => pool.query('SELECT * FROM tag'))));
`,
    },
  ],
  invalid: [
    {
      name: 'a query that depends on the element',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    const { rows } = await pool.query('SELECT * FROM setting WHERE tag = $1', [id]);
    console.log(id, rows);
  }
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
          line: 5,
          column: 28,
          endLine: 5,
          endColumn: 84,
        },
      ],
    },
    {
      name: 'a query that depends on what is computed from the element',
      code: `
import { pool } from './pool.js';
export async function load(posts: { slug: string }[]) {
  for (const post of posts) {
    const { slug } = post;
    const path = \`/\${slug.toLowerCase()}\`;
    await pool.query('SELECT * FROM page WHERE path = $1', [path]);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 7,
          column: 11,
          endLine: 7,
          endColumn: 67,
        },
      ],
    },
    {
      name: 'a query whose parameters are filled before',
      code: `
import { pool } from './pool.js';
export async function load(posts: { slug: string }[]) {
  for (const post of posts) {
    let slug;
    slug = post.slug;
    const values = [slug];
    await pool.query('SELECT * FROM page WHERE path = $1', values);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 8,
          column: 11,
          endLine: 8,
          endColumn: 67,
        },
      ],
    },
    {
      name: 'SQL with the element inside',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) await pool.query(\`SELECT * FROM tag WHERE id = \${id}\`);
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
          column: 31,
          endLine: 4,
          endColumn: 79,
        },
      ],
    },
    {
      name: 'one connection for all elements',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, tenants: { id: number }[]) {
  for (const tenant of tenants) await pool.query('SELECT * FROM tag WHERE id = $1', [tenant.id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`tenants`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 39,
          endLine: 4,
          endColumn: 97,
        },
      ],
    },
    {
      name: 'a read with each write',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, names: string[]) {
  for (const name of names) {
    const tag = await tags.findOneBy({ name });
    if (!tag) await tags.save({ name });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`names`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 23,
          endLine: 6,
          endColumn: 47,
        },
      ],
    },
    {
      name: 'a query in one of two branches',
      code: `
import { pool } from './pool.js';
export async function load(rows: { id: number; name?: string }[]) {
  for (const row of rows) {
    const name = row.name ?? (await pool.query('SELECT name FROM tag WHERE id = $1', [row.id]));
    console.log(name);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`rows`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 37,
          endLine: 5,
          endColumn: 95,
        },
      ],
    },
    {
      name: 'a query in the block of a loop',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    await pool.query('SELECT * FROM tag WHERE id = $1', [id]);
  }
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
          line: 5,
          column: 11,
          endLine: 5,
          endColumn: 62,
        },
      ],
    },
    {
      name: 'a list of values that each turn makes from the element',
      code: `
import { pool } from './pool.js';
export async function load(posts: { author: number }[]) {
  for (const post of posts) {
    const values = [];
    values.push(post.author);
    await pool.query('SELECT * FROM author WHERE id = $1', values);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`posts`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 7,
          column: 11,
          endLine: 7,
          endColumn: 67,
        },
      ],
    },
    {
      name: 'a connection that each turn takes',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    const client = await pool.connect();
    await client.query('SELECT * FROM tag WHERE id = $1', [id]);
    client.release();
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'client.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'Client.query',
            query: 'Client.query',
            advice: PG_READ,
          },
          line: 6,
          column: 11,
          endLine: 6,
          endColumn: 64,
        },
      ],
    },
  ],
});
