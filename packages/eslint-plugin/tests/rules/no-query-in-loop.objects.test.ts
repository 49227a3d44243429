import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Who runs the query: members of objects.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'an object of functions that a factory makes, and one of them that formats',
      code: `
import { createTagReader } from './factory.js';
import { pool } from './pool.js';
export async function load(tags: { name: string }[]) {
  const reader = createTagReader(pool);
  for (const tag of tags) await reader.format(tag);
}
`,
    },
  ],
  invalid: [
    {
      name: 'what a factory makes',
      code: `
import { createTagService } from './factory.js';
const tags = createTagService();
export async function load(ids: number[]) {
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
            line: '5',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 47,
        },
      ],
    },
    {
      name: 'an object of functions that a factory makes',
      code: `
import { createTagReader } from './factory.js';
import { pool } from './pool.js';
export async function load(ids: number[]) {
  const reader = createTagReader(pool);
  for (const id of ids) await reader.read(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'reader.read',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'read → Pool.query (factory.ts:13)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'a function destructured from what a factory makes',
      code: `
import { createTagReader } from './factory.js';
import { pool } from './pool.js';
const { read } = createTagReader(pool);
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
            line: '6',
            chain: 'read → Pool.query (factory.ts:13)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 39,
        },
      ],
    },
    {
      name: 'a member of an object that is exported',
      code: `
import { queries } from './queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await queries.author(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'queries.author',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'author → Pool.query (queries.ts:5)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 49,
        },
      ],
    },
    {
      name: 'a member of a member of an object that is exported',
      code: `
import { queries } from './queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await queries.nested.post(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'queries.nested.post',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'post → Pool.query (queries.ts:9)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'a member of an object that is the default export',
      code: `
import queries from './queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await queries.author(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'queries.author',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'author → Pool.query (queries.ts:5)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 49,
        },
      ],
    },
    {
      name: 'a method of an object that calls another one of its methods',
      code: `
import { pool } from './pool.js';
const tags = {
  read: (id: number) => pool.query('SELECT * FROM tag WHERE id = $1', [id]),
  async name(id: number) {
    return (await this.read(id)).rows[0].name;
  },
};
export async function load(ids: number[]) {
  for (const id of ids) await tags.name(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.name',
            iterable: '`ids`',
            loop: 'for…of',
            line: '10',
            chain: 'name → read → Pool.query (case.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 10,
          column: 31,
          endLine: 10,
          endColumn: 44,
        },
      ],
    },
    {
      name: 'the values of a map of services',
      code: `
import type { TagService } from './tag.service.js';
export async function load(services: Map<string, TagService>, ids: number[]) {
  for (const [name, service] of services) {
    for (const id of ids) console.log(name, await service.forPost(id));
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'service.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 51,
          endLine: 5,
          endColumn: 70,
        },
      ],
    },
    {
      name: 'a service in a context object',
      code: `
import type { TagService } from './tag.service.js';
interface Context {
  services: { tags: TagService };
}
export async function load(context: Context, ids: number[]) {
  for (const id of ids) await context.services.tags.forPost(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'context.services.tags.forPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '7',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 7,
          column: 31,
          endLine: 7,
          endColumn: 64,
        },
      ],
    },
  ],
});
