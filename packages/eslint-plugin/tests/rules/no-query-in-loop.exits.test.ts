import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Searches, pages, caches and other loops in which one turn decides about the next.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a page after the other by its cursor',
      code: `
import { pool } from './pool.js';
export async function load(pages: number[]) {
  let cursor = 0;
  for (const page of pages) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE id > $1 LIMIT $2', [cursor, page]);
    cursor = rows.at(-1).id;
  }
}
`,
    },
    {
      name: 'pages until one is empty',
      code: `
import { pool } from './pool.js';
export async function load() {
  for (let page = 0; ; page++) {
    const { rows } = await pool.query('SELECT * FROM tag LIMIT 100 OFFSET $1', [page * 100]);
    if (rows.length === 0) break;
  }
}
`,
    },
    {
      name: 'polling until it is ready',
      code: `
import { pool } from './pool.js';
export async function load(id: number) {
  let isReady = false;
  while (!isReady) {
    const { rows } = await pool.query('SELECT ready FROM job WHERE id = $1', [id]);
    isReady = rows[0].ready;
  }
}
`,
    },
    {
      name: 'a search that ends at the first match',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of names) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    if (rows.length > 0) return rows[0];
  }
  return undefined;
}
`,
    },
    {
      name: 'a search that breaks',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  let free;
  for (const name of names) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    if (rows.length === 0) {
      free = name;
      break;
    }
  }
  return free;
}
`,
    },
    {
      name: 'a loop that always ends in its first turn',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of names) return pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
    },
    {
      name: 'a look-up that asks a map first',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  const known = new Map<number, unknown>();
  for (const id of ids) {
    if (known.has(id)) continue;
    const { rows } = await pool.query('SELECT * FROM tag WHERE id = $1', [id]);
    known.set(id, rows[0]);
  }
  return known;
}
`,
    },
    {
      name: 'an object that is filled where it is empty',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  const known: Record<number, unknown> = {};
  for (const id of ids) known[id] ??= await pool.query('SELECT * FROM tag WHERE id = $1', [id]);
  return known;
}
`,
    },
    {
      name: 'a helper that keeps what it has read',
      code: `
import { cachedName } from './request-cache.js';
export const load = (ids: number[]) => Promise.all(ids.map((id) => cachedName(id)));
`,
    },
    {
      name: 'a loader that batches',
      code: `
import DataLoader from 'dataloader';
import { pool } from './pool.js';
const tags = new DataLoader(async (ids: readonly number[]) => {
  const { rows } = await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [ids]);
  return ids.map((id) => rows.find((row) => row.id === id));
});
export const load = (ids: number[]) => Promise.all(ids.map((id) => tags.load(id)));
`,
    },
    {
      name: 'ordered writes that need what came before',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, names: string[]) {
  let parent: Tag | null = null;
  for (const name of names) parent = await tags.findOneBy({ name, id: parent?.id });
  return parent;
}
`,
    },
    {
      name: 'a slug that is tried until it is free',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, name: string) {
  let slug = name;
  for (let i = 1; await tags.existsBy({ name: slug }); i++) slug = \`\${name}-\${i}\`;
  return slug;
}
`,
    },
    {
      name: 'a queue that is drained',
      code: `
import { pool } from './pool.js';
export async function load(queue: number[]) {
  while (queue.length > 0) {
    const id = queue.shift();
    const { rows } = await pool.query('SELECT * FROM node WHERE parent = $1', [id]);
    queue.push(...rows);
  }
}
`,
    },
    {
      name: 'a search in two loops that a labelled break ends',
      code: `
import { pool } from './pool.js';
export async function load(groups: { names: string[] }[]) {
  let found;
  search: for (const group of groups) {
    for (const name of group.names) {
      const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
      if (rows.length > 0) {
        found = rows[0];
        break search;
      }
    }
  }
  return found;
}
`,
    },
    {
      name: 'a switch that ends the search',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of names) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    switch (rows.length) {
      case 1:
        return rows[0];
      default:
        console.log(name);
    }
  }
}
`,
    },
    {
      name: 'a batch function that asks for each key, which no-unbatched-loader reports',
      code: `
import DataLoader from 'dataloader';
import { pool } from './pool.js';
export const tags = new DataLoader((ids: readonly number[]) =>
  Promise.all(ids.map((id) => pool.query('SELECT * FROM tag WHERE id = $1', [id]))),
);
`,
    },
  ],
  invalid: [
    {
      name: 'a page whose cursor comes from elsewhere',
      code: `
import { pool } from './pool.js';
export async function load(pages: number[]) {
  let count = 0;
  for (const page of pages) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE id > $1 LIMIT 10', [page]);
    count += rows.length;
  }
  return count;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`pages`',
            loop: 'for…of',
            line: '5',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 28,
          endLine: 6,
          endColumn: 90,
        },
      ],
    },
    {
      name: 'a loop that goes on after a match',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  const found = [];
  for (const name of names) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    if (rows.length > 0) found.push(rows[0]);
  }
  return found;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`names`',
            loop: 'for…of',
            line: '5',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 28,
          endLine: 6,
          endColumn: 83,
        },
      ],
    },
    {
      name: 'a check that throws where a row is missing, after which the loop goes on as a rule',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of names) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    if (rows.length === 0) throw new Error(name);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 28,
          endLine: 5,
          endColumn: 83,
        },
      ],
    },
    {
      name: 'an early exit that something else decides',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of names) {
    if (name === '') break;
    await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 11,
          endLine: 6,
          endColumn: 66,
        },
      ],
    },
    {
      name: 'a condition inside a search that only skips',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of names) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    if (rows.length === 0) continue;
    console.log(rows[0]);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 28,
          endLine: 5,
          endColumn: 83,
        },
      ],
    },
    {
      name: 'a map that is filled and never asked',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  const known = new Map<number, unknown>();
  for (const id of ids) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE id = $1', [id]);
    known.set(id, rows[0]);
  }
  return known;
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
          line: 6,
          column: 28,
          endLine: 6,
          endColumn: 79,
        },
      ],
    },
    {
      name: 'a helper that reads every time',
      code: `
import { freshName } from './request-cache.js';
export const load = (ids: number[]) => Promise.all(ids.map((id) => freshName(id)));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'freshName',
            iterable: '`ids`',
            loop: 'map',
            line: '3',
            chain: 'freshName → Pool.query (request-cache.ts:14)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 3,
          column: 68,
          endLine: 3,
          endColumn: 81,
        },
      ],
    },
    {
      name: 'reads in order that need nothing of what came before',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, names: string[]) {
  let last: Tag | null = null;
  for (const name of names) last = await tags.findOneBy({ name });
  return last;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findOneBy',
            iterable: '`names`',
            loop: 'for…of',
            line: '6',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 42,
          endLine: 6,
          endColumn: 66,
        },
      ],
    },
    {
      name: 'two loops that go on after a match',
      code: `
import { pool } from './pool.js';
export async function load(groups: { names: string[] }[]) {
  const found = [];
  for (const group of groups) {
    for (const name of group.names) {
      const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
      if (rows.length > 0) found.push(rows[0]);
    }
  }
  return found;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`group.names`',
            loop: 'for…of',
            line: '6',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 7,
          column: 30,
          endLine: 7,
          endColumn: 85,
        },
      ],
    },
    {
      name: 'a break that ends a switch, not the loop',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of names) {
    const { rows } = await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
    switch (rows.length) {
      case 1:
        if (rows[0].isDeleted) break;
        console.log(rows[0]);
        break;
      default:
        console.log(name);
    }
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`names`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 28,
          endLine: 5,
          endColumn: 83,
        },
      ],
    },
  ],
});
