import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ } from './advice.js';

// What repeats the query: loops, recursion and generators.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'before for…of',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  await findTag(ids.length);
  for (const id of ids) {
    console.log(id);
  }
}
`,
    },
    {
      name: 'in the head of for…of, which is run once',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const tag of await findTag(ids.length)) console.log(tag);
}
`,
    },
    {
      name: 'for await…of over what a query streams',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>) {
  for await (const tag of await tags.createQueryBuilder('tag').stream()) console.log(tag);
}
`,
    },
    {
      name: 'a counting loop whose counter is an attempt',
      code: `
import { findTag } from './tag-queries.js';
export async function load(id: number) {
  for (let attempt = 0; attempt < 3; attempt++) await findTag(id);
}
`,
    },
    {
      name: 'a counting loop whose counter is a page',
      code: `
import { findTag } from './tag-queries.js';
export async function load(pages: number) {
  for (let page = 0; page < pages; page++) await findTag(page);
}
`,
    },
    {
      name: 'a while loop, which waits or walks',
      code: `
import { findTag } from './tag-queries.js';
export async function load(id: number) {
  while (true) {
    await findTag(id);
    if (Math.random() > 0.5) break;
  }
}
`,
    },
    {
      name: 'a do…while loop',
      code: `
import { findTag } from './tag-queries.js';
export async function load(queue: number[]) {
  do {
    await findTag(queue.length);
  } while (queue.length > 0);
}
`,
    },
    {
      name: 'a recursion over children that ends without a loop in sight',
      code: `
import { pool } from './pool.js';
export async function ancestors(id: number): Promise<unknown> {
  const { rows } = await pool.query('SELECT * FROM node WHERE id = $1', [id]);
  return rows[0] ? ancestors(rows[0].parent) : [];
}
`,
    },
  ],
  invalid: [
    {
      name: 'for…of',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    await findTag(id);
  }
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
          line: 5,
          column: 11,
          endLine: 5,
          endColumn: 22,
        },
      ],
    },
    {
      name: 'for…in',
      code: `
import { findTag } from './tag-queries.js';
export async function load(byId: Record<string, string>) {
  for (const id in byId) await findTag(Number(id));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`byId`',
            loop: 'for…in',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 32,
          endLine: 4,
          endColumn: 51,
        },
      ],
    },
    {
      name: 'for await…of',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: AsyncIterable<number>) {
  for await (const id of ids) await findTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for await…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 37,
          endLine: 4,
          endColumn: 48,
        },
      ],
    },
    {
      name: 'a counting loop over a list',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (let i = 0; i < ids.length; i++) await findTag(ids[i]);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 46,
          endLine: 4,
          endColumn: 61,
        },
      ],
    },
    {
      name: 'a counting loop that takes the element out first',
      code: `
import { findTag } from './tag-queries.js';
export async function load(rows: { id: number }[]) {
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    await findTag(row.id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`rows`',
            loop: 'for',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 11,
          endLine: 6,
          endColumn: 26,
        },
      ],
    },
    {
      name: 'a counting loop that counts down',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (let i = ids.length - 1; i >= 0; i--) await findTag(ids[i]);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 51,
          endLine: 4,
          endColumn: 66,
        },
      ],
    },
    {
      name: 'a counting loop with its counter outside',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  let i;
  for (i = 0; i < ids.length; i++) await findTag(ids[i]);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'for',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 42,
          endLine: 5,
          endColumn: 57,
        },
      ],
    },
    {
      name: 'for…of inside a while loop',
      code: `
import { findTag } from './tag-queries.js';
export async function load(next: () => number[]) {
  while (next().length > 0) {
    for (const id of next()) await findTag(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`next()`',
            loop: 'for…of',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 36,
          endLine: 5,
          endColumn: 47,
        },
      ],
    },
    {
      name: 'a recursion per child',
      code: `
import { pool } from './pool.js';
export async function walk(id: number): Promise<unknown> {
  const { rows } = await pool.query('SELECT * FROM node WHERE parent = $1', [id]);
  return Promise.all(rows.map((row) => walk(row.id)));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'walk',
            iterable: '`rows`',
            loop: 'map',
            line: '5',
            chain: 'walk → Pool.query (case.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 40,
          endLine: 5,
          endColumn: 52,
        },
      ],
    },
    {
      name: "a generator's own loop",
      code: `
import { findTag } from './tag-queries.js';
export async function* load(ids: number[]) {
  for (const id of ids) yield await findTag(id);
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
          column: 37,
          endLine: 4,
          endColumn: 48,
        },
      ],
    },
    {
      name: 'for await…of over a generator that only hands on',
      code: `
import { findTag } from './tag-queries.js';
async function* each(ids: number[]) {
  for (const id of ids) yield id;
}
export async function load(ids: number[]) {
  for await (const id of each(ids)) await findTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`each(…)`',
            loop: 'for await…of',
            line: '7',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 7,
          column: 43,
          endLine: 7,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'then() in each turn',
      code: `
import { findTag } from './tag-queries.js';
export async function load(rows: Promise<{ id: number }>[]) {
  for (const row of rows) await row.then(({ id }) => findTag(id));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`rows`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 54,
          endLine: 4,
          endColumn: 65,
        },
      ],
    },
    {
      name: 'the inner one of two loops over different lists',
      code: `
import { findTag } from './tag-queries.js';
export async function load(authors: { posts: number[] }[]) {
  for (const author of authors) {
    for (const id of author.posts) await findTag(id);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`author.posts`',
            loop: 'for…of',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 42,
          endLine: 5,
          endColumn: 53,
        },
      ],
    },
    {
      name: 'the outer one of two loops, where only its element is asked for',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[], languages: Set<string>) {
  for (const id of ids) {
    for (const language of languages) console.log(language, await findTag(id));
  }
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
          line: 5,
          column: 67,
          endLine: 5,
          endColumn: 78,
        },
      ],
    },
    {
      name: 'a labelled loop',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  each: for (const id of ids) {
    for (const other of ids) if (other < id) continue each;
    await findTag(id);
  }
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
          line: 6,
          column: 11,
          endLine: 6,
          endColumn: 22,
        },
      ],
    },
    {
      name: 'in a try, in a switch, in a condition',
      code: `
import { findTag } from './tag-queries.js';
export async function load(rows: { id: number; kind: string }[]) {
  for (const row of rows) {
    switch (row.kind) {
      case 'tag':
        try {
          await findTag(row.id);
        } catch {
          continue;
        }
        break;
      default:
        break;
    }
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`rows`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 8,
          column: 17,
          endLine: 8,
          endColumn: 32,
        },
      ],
    },
    {
      name: 'entries with their position',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const [index, id] of ids.entries()) console.log(index, await findTag(id));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids.entries()`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 69,
          endLine: 4,
          endColumn: 80,
        },
      ],
    },
    {
      name: 'the entries of a map',
      code: `
import { findTag } from './tag-queries.js';
export async function load(byId: Map<number, string>) {
  for (const [id, name] of byId) console.log(name, await findTag(id));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`byId`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 58,
          endLine: 4,
          endColumn: 69,
        },
      ],
    },
    {
      name: 'Object.entries',
      code: `
import { findTag } from './tag-queries.js';
export async function load(byId: Record<string, string>) {
  for (const [id] of Object.entries(byId)) await findTag(Number(id));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`Object.entries(…)`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 50,
          endLine: 4,
          endColumn: 69,
        },
      ],
    },
  ],
});
