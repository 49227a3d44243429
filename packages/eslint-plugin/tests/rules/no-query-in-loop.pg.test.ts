import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ } from './advice.js';

// The objects of node-postgres through which queries are sent.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'SQL that is only counted as text',
      code: `
import { dataSource } from './data-source.js';
export function load(ids: number[]) {
  const statements = [];
  for (const id of ids) statements.push({ text: 'SELECT * FROM tag WHERE id = $1', values: [id] });
  return { dataSource, statements };
}
`,
    },
    {
      name: 'a pool of pg asked once',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, ids: number[]) {
  return pool.query('SELECT * FROM tag WHERE id = ANY($1)', [ids]);
}
`,
    },
    {
      name: 'an INSERT through pg, which belongs to another rule',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await pool.query('INSERT INTO tag (id) VALUES ($1)', [id]);
}
`,
    },
    {
      name: 'SQL that a constant holds and that writes',
      code: `
import type { Pool } from 'pg';
const RENAME = \`
  -- one tag
  UPDATE tag SET name = '' WHERE id = $1
\`;
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await pool.query(RENAME, [id]);
}
`,
    },
    {
      name: 'a common table expression that writes',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await pool.query('WITH one AS (DELETE FROM tag WHERE id = $1 RETURNING *) SELECT * FROM one', [id]);
}
`,
    },
    {
      name: 'a query method of another library',
      code: `
import { Client } from '@acme/search';
const client = new Client();
export async function load(ids: number[]) {
  for (const id of ids) await client.query('SELECT $1', [id]);
}
`,
    },
    {
      name: 'finding in an array',
      code: `
export function load(tags: { id: number }[], ids: number[]) {
  return ids.map((id) => tags.find((tag) => tag.id === id));
}
`,
    },
  ],
  invalid: [
    {
      name: 'a pool of pg',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await pool.query('SELECT * FROM tag WHERE id = $1', [id]);
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
          endColumn: 82,
        },
      ],
    },
    {
      name: 'a client that the pool lends',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, ids: number[]) {
  const client = await pool.connect();
  for (const id of ids) await client.query('SELECT * FROM tag WHERE id = $1', [id]);
  client.release();
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'client.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Client.query',
            query: 'Client.query',
            advice: PG_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 84,
        },
      ],
    },
    {
      name: "a client of one's own",
      code: `
import { Client } from 'pg';
export async function load(ids: number[]) {
  const client = new Client();
  await client.connect();
  for (const id of ids) await client.query({ text: 'SELECT * FROM tag WHERE id = $1', values: [id] });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'client.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'Client.query',
            query: 'Client.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 102,
        },
      ],
    },
    {
      name: 'SQL that a constant holds',
      code: `
import type { Pool } from 'pg';
const BY_ID = \`
  -- one tag
  SELECT * FROM tag WHERE id = $1
\`;
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await pool.query(BY_ID, [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 8,
          column: 31,
          endLine: 8,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'a common table expression that reads',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await pool.query('WITH one AS (SELECT * FROM tag WHERE id = $1) SELECT * FROM one', [id]);
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
          endColumn: 114,
        },
      ],
    },
    {
      name: 'pg imported as a namespace',
      code: `
import * as pg from 'pg';
const pool = new pg.Pool();
export async function load(ids: number[]) {
  for (const id of ids) await pool.query('SELECT $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 60,
        },
      ],
    },
    {
      name: 'pg imported as its default export',
      code: `
import pg from 'pg';
const pool = new pg.Pool();
export async function load(ids: number[]) {
  for (const id of ids) await pool.query('SELECT $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 60,
        },
      ],
    },
    {
      name: 'a class of pg taken out of the default export',
      code: `
import pg from 'pg';
const { Pool } = pg;
const pool = new Pool();
export async function load(ids: number[]) {
  for (const id of ids) await pool.query('SELECT $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 60,
        },
      ],
    },
  ],
});
