import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// What repeats the query: functions that are called per item.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'map over rows that were loaded at once',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  const tags = await findTag(ids.length);
  return ids.map((id) => tags[id]);
}
`,
    },
    {
      name: 'map with a function by name that only formats',
      code: `
import { formatTag } from './tag-queries.js';
export const load = (tags: { name: string }[]) => Promise.all(tags.map(formatTag));
`,
    },
    {
      name: 'reduce that runs one query over what it built',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  const list = ids.reduce((text, id) => \`\${text},\${id}\`, '0');
  return pool.query(\`SELECT * FROM tag WHERE id IN (\${list})\`);
}
`,
    },
    {
      name: 'Array.from without one',
      code: `
import { findTag } from './tag-queries.js';
export const load = async (ids: Set<number>) => findTag(Array.from(ids).length);
`,
    },
    {
      name: 'a function that p-map gets and that only formats',
      code: `
import pMap from 'p-map';
import { formatTag } from './tag-queries.js';
export const load = (tags: { name: string }[]) => pMap(tags, (tag) => formatTag(tag));
`,
    },
    {
      name: 'a helper of the project that tries again',
      code: `
import { withRetry } from './each-in-order.js';
import { findTag } from './tag-queries.js';
export const load = (id: number) => withRetry(() => findTag(id));
`,
    },
    {
      name: 'a listener',
      code: `
import { EventEmitter } from 'node:events';
import { findTag } from './tag-queries.js';
export function load(ids: number[], events: EventEmitter) {
  for (const id of ids) events.on('open', () => findTag(id));
}
`,
    },
    {
      name: 'a timer',
      code: `
import { findTag } from './tag-queries.js';
export function load(ids: number[]) {
  ids.forEach((id) => setTimeout(() => findTag(id), 1000));
}
`,
    },
    {
      name: 'a route handler',
      code: `
import { findTag } from './tag-queries.js';
export function routes(app: { get(path: string, run: () => unknown): void }, ids: number[]) {
  for (const id of ids) app.get(\`/tags/\${id}\`, () => findTag(id));
}
`,
    },
  ],
  invalid: [
    {
      name: 'map',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  return Promise.all(ids.map((id) => findTag(id)));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 38,
          endLine: 4,
          endColumn: 49,
        },
      ],
    },
    {
      name: 'map with an async function',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  return Promise.all(
    ids.map(async (id) => {
      const tag = await findTag(id);
      return tag.name;
    }),
  );
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 25,
          endLine: 6,
          endColumn: 36,
        },
      ],
    },
    {
      name: 'map with a function by name',
      code: `
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => Promise.all(ids.map(findTag));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '3',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 3,
          column: 52,
          endLine: 3,
          endColumn: 68,
        },
      ],
    },
    {
      name: 'map with a method by name',
      code: `
import type { TagService } from './tag.service.js';
export const load = (tags: TagService, ids: number[]) => Promise.all(ids.map(tags.forPost, tags));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.forPost',
            iterable: '`ids`',
            loop: 'map',
            line: '3',
            chain: 'TagService.forPost → Repository.findBy (tag.service.ts:8)',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 3,
          column: 70,
          endLine: 3,
          endColumn: 97,
        },
      ],
    },
    {
      name: 'map whose promises are stored first',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  const pending = ids.map((id) => findTag(id));
  const more = [...pending];
  return Promise.all(more);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 35,
          endLine: 4,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'Promise.allSettled',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  const settled = await Promise.allSettled(ids.map(async (id) => findTag(id)));
  return settled;
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 66,
          endLine: 4,
          endColumn: 77,
        },
      ],
    },
    {
      name: 'forEach',
      code: `
import { findTag } from './tag-queries.js';
export function load(ids: number[]) {
  ids.forEach(async (id) => {
    await findTag(id);
  });
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'forEach',
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
      name: 'flatMap',
      code: `
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => ids.flatMap((id) => [findTag(id)]);
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'flatMap',
            line: '3',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 3,
          column: 61,
          endLine: 3,
          endColumn: 72,
        },
      ],
    },
    {
      name: 'filter',
      code: `
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => ids.filter((id) => findTag(id));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'filter',
            line: '3',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 3,
          column: 59,
          endLine: 3,
          endColumn: 70,
        },
      ],
    },
    {
      name: 'reduce',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  return ids.reduce(async (sum, id) => {
    const tag = await findTag(id);
    return (await sum) + tag.size;
  }, Promise.resolve(0));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'reduce',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 23,
          endLine: 5,
          endColumn: 34,
        },
      ],
    },
    {
      name: 'Array.from with a function',
      code: `
import { findTag } from './tag-queries.js';
export const load = (ids: Set<number>) => Promise.all(Array.from(ids, (id) => findTag(id)));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'Array.from',
            line: '3',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 3,
          column: 79,
          endLine: 3,
          endColumn: 90,
        },
      ],
    },
    {
      name: 'forEach of a set',
      code: `
import { findTag } from './tag-queries.js';
export function load(ids: Set<number>) {
  ids.forEach((id) => void findTag(id));
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'forEach',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 28,
          endLine: 4,
          endColumn: 39,
        },
      ],
    },
    {
      name: 'p-map',
      code: `
import pMap from 'p-map';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => pMap(ids, (id) => findTag(id), { concurrency: 4 });
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'pMap',
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
      name: 'p-map with a function by name',
      code: `
import pMap from 'p-map';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => pMap(ids, findTag);
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'pMap',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 40,
          endLine: 4,
          endColumn: 58,
        },
      ],
    },
    {
      name: 'p-limit around each element',
      code: `
import pLimit from 'p-limit';
import { findTag } from './tag-queries.js';
const limit = pLimit(4);
export const load = (ids: number[]) => Promise.all(ids.map((id) => limit(() => findTag(id))));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '5',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 80,
          endLine: 5,
          endColumn: 91,
        },
      ],
    },
    {
      name: 'lodash, whole',
      code: `
import _ from 'lodash';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => Promise.all(_.map(ids, (id) => findTag(id)));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: '_.map',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 71,
          endLine: 4,
          endColumn: 82,
        },
      ],
    },
    {
      name: 'lodash, by name',
      code: `
import { forEach } from 'lodash';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => forEach(ids, (id) => findTag(id));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'forEach',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 61,
          endLine: 4,
          endColumn: 72,
        },
      ],
    },
    {
      name: 'lodash, a file of its own',
      code: `
import map from 'lodash/map';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => Promise.all(map(ids, (id) => findTag(id)));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
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
      name: 'async',
      code: `
import async from 'async';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => async.eachLimit(ids, 4, async (id) => findTag(id));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'async.eachLimit',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 78,
          endLine: 4,
          endColumn: 89,
        },
      ],
    },
    {
      name: 'async, by name',
      code: `
import { mapSeries } from 'async';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => mapSeries(ids, async (id: number) => findTag(id));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'mapSeries',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 77,
          endLine: 4,
          endColumn: 88,
        },
      ],
    },
    {
      name: 'Bluebird',
      code: `
import Promise from 'bluebird';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => Promise.map(ids, (id) => findTag(id));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'Promise.map',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 65,
          endLine: 4,
          endColumn: 76,
        },
      ],
    },
    {
      name: 'an iteration helper of the project',
      code: `
import { eachInOrder } from './each-in-order.js';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => eachInOrder(ids, (id) => findTag(id));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'eachInOrder',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 65,
          endLine: 4,
          endColumn: 76,
        },
      ],
    },
    {
      name: 'an iteration helper of the project, with a function by name',
      code: `
import { mapped } from './each-in-order.js';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => mapped(ids, findTag);
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'mapped',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 40,
          endLine: 4,
          endColumn: 60,
        },
      ],
    },
    {
      name: 'an iteration helper of the project that hands its function on',
      code: `
import { mapped } from './each-in-order.js';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => mapped(ids, async (id) => findTag(id));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'mapped',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 66,
          endLine: 4,
          endColumn: 77,
        },
      ],
    },
    {
      name: 'a helper that tries again, once per element',
      code: `
import { withRetry } from './each-in-order.js';
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => Promise.all(ids.map((id) => withRetry(() => findTag(id))));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 84,
          endLine: 4,
          endColumn: 95,
        },
      ],
    },
    {
      name: 'a component of a list',
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      code: `
import { findTag } from './tag-queries.js';
export function List({ ids }: { ids: number[] }) {
  return <ul>{ids.map((id) => <li key={id}>{findTag(id)}</li>)}</ul>;
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 45,
          endLine: 4,
          endColumn: 56,
        },
      ],
    },
    {
      name: 'the index of map',
      code: `
import { findTag } from './tag-queries.js';
export const load = (ids: number[]) => Promise.all(ids.map((_, index) => findTag(ids[index])));
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'findTag',
            iterable: '`ids`',
            loop: 'map',
            line: '3',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 3,
          column: 74,
          endLine: 3,
          endColumn: 93,
        },
      ],
    },
  ],
});
