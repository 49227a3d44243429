import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { TYPEORM_READ } from './advice.js';

// Queries of which each goes to another database or table.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a repository of a data source per element',
      code: `
import type { DataSource } from 'typeorm';
import { Tag } from './tag.entity.js';
export async function load(tenants: string[], open: (tenant: string) => Promise<DataSource>) {
  for (const tenant of tenants) {
    const source = await open(tenant);
    const tags = source.getRepository(Tag);
    await tags.find();
  }
}
`,
    },
    {
      name: 'a connection per element that a data source opens',
      code: `
import { DataSource } from 'typeorm';
import { Tag } from './tag.entity.js';
export async function load(tenants: string[]) {
  for (const tenant of tenants) {
    const source = new DataSource({ type: 'postgres', database: tenant });
    await source.getRepository(Tag).findBy({ name: tenant });
  }
}
`,
    },
    {
      name: 'a connection per element that is handed on',
      code: `
import type { Pool } from 'pg';
async function names(pool: Pool) {
  const { rows } = await pool.query('SELECT name FROM tag');
  return rows;
}
export async function load(tenants: { pool: Pool }[]) {
  for (const tenant of tenants) await names(tenant.pool);
}
`,
    },
    {
      name: 'a list of repositories',
      code: `
import type { ObjectLiteral, Repository } from 'typeorm';
export async function load(repositories: Repository<ObjectLiteral>[]) {
  for (const repository of repositories) await repository.count();
}
`,
    },
  ],
  invalid: [
    {
      name: 'one data source for all elements',
      code: `
import type { DataSource } from 'typeorm';
import { Tag } from './tag.entity.js';
export async function load(tenants: string[], open: () => Promise<DataSource>) {
  for (const tenant of tenants) {
    const source = await open();
    const tags = source.getRepository(Tag);
    await tags.findBy({ name: tenant });
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findBy',
            iterable: '`tenants`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.findBy',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 11,
          endLine: 8,
          endColumn: 40,
        },
      ],
    },
  ],
});
