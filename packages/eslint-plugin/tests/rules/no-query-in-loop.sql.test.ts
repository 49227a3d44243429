import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ } from './advice.js';

// Whether SQL reads, where its text is a constant or comes through wrappers.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: "SQL that writes, through a wrapper of one's own",
      code: `
import type { Pool } from 'pg';
const query = (pool: Pool, text: string, values: unknown[]) => pool.query(text, values);
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await query(pool, 'DELETE FROM tag WHERE id = $1', [id]);
}
`,
    },
    {
      name: "SQL that writes, through a wrapper of one's own that also reads",
      code: `
import type { Pool } from 'pg';
const query = (pool: Pool, text: string, values: unknown[]) => pool.query(text, values);
export async function load(pool: Pool, ids: number[]) {
  await query(pool, 'SELECT 1', []);
  for (const id of ids) await query(pool, 'DELETE FROM tag WHERE id = $1', [id]);
}
`,
    },
    {
      name: 'SQL that writes, through two wrappers of another file',
      code: `
import { execute } from './db.js';
export async function load(ids: number[]) {
  for (const id of ids) await execute('DELETE FROM tag WHERE id = $1', [id]);
}
`,
    },
    {
      name: 'SQL that writes, in a constant of another file',
      code: `
import { pool } from './pool.js';
import { DELETE_TAG } from './sql.js';
export async function load(ids: number[]) {
  for (const id of ids) await pool.query(DELETE_TAG, [id]);
}
`,
    },
    {
      name: 'SQL that writes, in an object of texts',
      code: `
import { pool } from './pool.js';
import { statements } from './sql.js';
export async function load(ids: number[]) {
  for (const id of ids) await pool.query(statements.remove, [id]);
}
`,
    },
  ],
  invalid: [
    {
      name: "SQL that reads, through a wrapper of one's own that also writes",
      code: `
import type { Pool } from 'pg';
const query = (pool: Pool, text: string, values: unknown[]) => pool.query(text, values);
export async function load(pool: Pool, ids: number[]) {
  await query(pool, 'DELETE FROM tag', []);
  for (const id of ids) await query(pool, 'SELECT * FROM tag WHERE id = $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'query',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'query → Pool.query (case.ts:3)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 83,
        },
      ],
    },
    {
      name: 'SQL that reads, through two wrappers of another file',
      code: `
import { execute } from './db.js';
export async function load(ids: number[]) {
  for (const id of ids) await execute('SELECT * FROM tag WHERE id = $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'execute',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'execute → query → Pool.query (db.ts:3)',
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
      name: 'SQL that reads, in a constant of another file',
      code: `
import { pool } from './pool.js';
import { TAG_BY_ID } from './sql.js';
export async function load(ids: number[]) {
  for (const id of ids) await pool.query(TAG_BY_ID, [id]);
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
          endColumn: 58,
        },
      ],
    },
    {
      name: 'SQL that reads, in an object of texts',
      code: `
import { pool } from './pool.js';
import { statements } from './sql.js';
export async function load(ids: number[]) {
  for (const id of ids) await pool.query(statements.byId, [id]);
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
          endColumn: 64,
        },
      ],
    },
  ],
});
