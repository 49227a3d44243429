import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Who runs the query: functions and what they give back.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a function in the same file that only formats',
      code: `
function formatTag(id: number) {
  return \`#\${id}\`;
}
export async function load(ids: number[]) {
  for (const id of ids) await formatTag(id);
}
`,
    },
    {
      name: 'a callback parameter that gets a function without a query',
      code: `
async function each(ids: number[], read: (id: number) => unknown) {
  const found = [];
  for (const id of ids) found.push(await read(id));
  return found;
}
export const load = (ids: number[]) => each(ids, (id) => \`#\${id}\`);
`,
    },
    {
      name: 'a recursive function without a query',
      code: `
import { type Node, depthOf } from './tree.js';
export async function load(nodes: Node[]) {
  for (const node of nodes) await depthOf(node);
}
`,
    },
    {
      name: 'a function that is only stored for later',
      code: `
import { findTag } from './tag-queries.js';
export function load(ids: number[]) {
  const later: (() => unknown)[] = [];
  for (const id of ids) later.push(() => findTag(id));
  return later;
}
`,
    },
    {
      name: 'what a function starts and nobody waits for',
      code: `
import { findTag } from './tag-queries.js';
async function show(id: number) {
  void findTag(id);
  void (async () => { await findTag(id); })();
  return String(id);
}
export async function load(ids: number[]) {
  for (const id of ids) await show(id);
}
`,
    },
    {
      name: 'a file that is not there',
      code: `
import { findTag } from './not-there.js';
export async function load(ids: number[]) {
  for (const id of ids) await findTag(id);
}
`,
    },
    {
      name: 'a name that a parameter hides',
      code: `
import { findTag } from './tag-queries.js';
export async function load(findTag: (id: number) => unknown, ids: number[]) {
  for (const id of ids) await findTag(id);
}
export { findTag };
`,
    },
    {
      name: 'a list that is handed to the same helper',
      code: `
async function one(list, id: number) {
  return list.find((row) => row.id === id);
}
export async function load(rows: { id: number }[], ids: number[]) {
  for (const id of ids) await one(rows, id);
}
`,
    },
  ],
  invalid: [
    {
      name: 'what the loop itself starts and nobody waits for',
      code: `
import { findTag } from './tag-queries.js';
export function load(ids: number[]) {
  for (const id of ids) void findTag(id);
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 4 }],
    },
    {
      name: 'what a function starts, and whose end settles the promise that it makes',
      code: `
import { findTag } from './tag-queries.js';
const first = (id: number) => new Promise((resolve, reject) => { void findTag(id).then(resolve, reject); });
async function tell(id: number, done: (tag: unknown) => void) { done(await findTag(id)); }
const second = (id: number) => new Promise((resolve) => { void tell(id, resolve); });
export async function load(ids: number[]) {
  for (const id of ids) await first(id);
  for (const id of ids) await second(id);
}
`,
      errors: [
        { messageId: 'queryPerElementThroughCalls', line: 7 },
        { messageId: 'queryPerElementThroughCalls', line: 8 },
      ],
    },
    {
      name: 'what a function starts, with another that it waits for',
      code: `
import { findTag } from './tag-queries.js';
async function show(id: number) {
  void console.debug(id);
  return findTag(id);
}
export async function load(ids: number[]) {
  for (const id of ids) await show(id);
}
`,
      errors: [{ messageId: 'queryPerElementThroughCalls', line: 8 }],
    },
    {
      name: 'a function in the same file',
      code: `
import type { Pool } from 'pg';
async function findTag(pool: Pool, id: number) {
  return pool.query('SELECT * FROM tag WHERE id = $1', [id]);
}
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await findTag(pool, id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '7',
            chain: 'findTag → Pool.query (case.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 7,
          column: 31,
          endLine: 7,
          endColumn: 48,
        },
      ],
    },
    {
      name: 'an arrow function that stands behind its use',
      code: `
import type { Pool } from 'pg';
export async function load(pool: Pool, ids: number[]) {
  for (const id of ids) await findTag(pool, id);
}
const findTag = (pool: Pool, id: number) => pool.query('SELECT * FROM tag WHERE id = $1', [id]);
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (case.ts:6)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 48,
        },
      ],
    },
    {
      name: 'two functions deep',
      code: `
import { describeTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await describeTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'describeTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'describeTag → findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'a callback parameter, one call deep',
      code: `
import { findTag } from './tag-queries.js';
async function each(ids: number[], read: (id: number) => Promise<unknown>) {
  const found = [];
  for (const id of ids) found.push(await read(id));
  return found;
}
export const load = (ids: number[]) => each(ids, findTag);
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'each',
            line: '8',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 8,
          column: 40,
          endLine: 8,
          endColumn: 58,
        },
      ],
    },
    {
      name: 'a function that is bound',
      code: `
import { findTag } from './tag-queries.js';
const read = findTag.bind(undefined);
export async function load(ids: number[]) {
  for (const id of ids) await read(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'read',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 39,
        },
      ],
    },
    {
      name: 'a recursive function with a query',
      code: `
import { load } from './tree.js';
export async function all(ids: number[]) {
  for (const id of ids) await load(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'load',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'load → Pool.query (tree.ts:9)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 39,
        },
      ],
    },
    {
      name: 'a promise that is waited for after the loop',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  const pending = [];
  for (const id of ids) pending.push(findTag(id));
  return Promise.all(pending);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 38,
          endLine: 5,
          endColumn: 49,
        },
      ],
    },
    {
      name: 'a function written and called in place',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await (async () => findTag(id))();
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 44,
          endLine: 4,
          endColumn: 55,
        },
      ],
    },
    {
      name: 'optional calls',
      code: `
import type { TagService } from './tag.service.js';
export async function load(tags: TagService | undefined, ids: number[]) {
  for (const id of ids) await tags?.forPost(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 48,
        },
      ],
    },
    {
      name: 'the first of two branches',
      code: `
import { findTag, formatTag } from './tag-queries.js';
export async function load(ids: number[], isFresh: boolean) {
  const read = isFresh ? findTag : formatTag;
  for (const id of ids) await read(id as never);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'read',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 48,
        },
      ],
    },
    {
      name: 'a function that a function gives back',
      code: `
import { pool } from './pool.js';
const reader = (table: string) => (id: number) => pool.query(\`SELECT * FROM \${table} WHERE id = $1\`, [id]);
const readTag = reader('tag');
export async function load(ids: number[]) {
  for (const id of ids) await readTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'readTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'callback → Pool.query (case.ts:3)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'a service from a factory of the type alone',
      code: `
import type { createTagService } from './factory.js';
export async function load(tags: ReturnType<typeof createTagService>, ids: number[]) {
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
            line: '4',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 47,
        },
      ],
    },
    {
      name: 'a repository that is handed to a helper',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
async function one(repository, id: number) {
  return repository.findOneBy({ id });
}
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) await one(tags, id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'one',
            iterable: '`ids`',
            loop: 'for…of',
            line: '8',
            chain: 'one → Repository.findOneBy (case.ts:5)',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 31,
          endLine: 8,
          endColumn: 44,
        },
      ],
    },
  ],
});
