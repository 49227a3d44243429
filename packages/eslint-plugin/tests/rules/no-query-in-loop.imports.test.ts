import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ } from './advice.js';

// Who runs the query: functions of other files.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'an imported function that only formats',
      code: `
import { formatTag } from './tag-queries.js';
export async function load(tags: { name: string }[]) {
  for (const tag of tags) await formatTag(tag);
}
`,
    },
    {
      name: 'an imported function that only writes, which belongs to another rule',
      code: `
import { renameTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await renameTag(id, 'new');
}
`,
    },
    {
      name: 'through a barrel, a function that only formats',
      code: `
import { tagQueries } from './index.js';
export async function load(tags: { name: string }[]) {
  for (const tag of tags) await tagQueries.formatTag(tag);
}
`,
    },
    {
      name: 'a cycle of imports around a function without a query',
      code: `
import { nothing } from './cycle-a.js';
export async function load(depths: number[]) {
  for (const depth of depths) await nothing(depth);
}
`,
    },
  ],
  invalid: [
    {
      name: 'an imported function',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await findTag(id);
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
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'an imported function under another name',
      code: `
import { findTag as tagOf } from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await tagOf(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tagOf',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 40,
        },
      ],
    },
    {
      name: 'a default import',
      code: `
import loadOne from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await loadOne(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'loadOne',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'a namespace import',
      code: `
import * as tags from './tag-queries.js';
export async function load(ids: number[]) {
  for (const id of ids) await tags.findTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tags.findTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 47,
        },
      ],
    },
    {
      name: "through a barrel's export *",
      code: `
import { findTag } from './index.js';
export async function load(ids: number[]) {
  for (const id of ids) await findTag(id);
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
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: "through a barrel's renamed export",
      code: `
import { tagById } from './index.js';
export async function load(ids: number[]) {
  for (const id of ids) await tagById(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tagById',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: "through a barrel's export of a default",
      code: `
import { loadTag } from './index.js';
export async function load(ids: number[]) {
  for (const id of ids) await loadTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'loadTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'findTag → Pool.query (tag-queries.ts:4)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: "through a barrel's namespace",
      code: `
import { tagQueries } from './index.js';
export async function load(ids: number[]) {
  for (const id of ids) await tagQueries.describeTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'tagQueries.describeTag',
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
          endColumn: 57,
        },
      ],
    },
    {
      name: 'an import without an extension',
      code: `
import { findTag } from './tag-queries';
export async function load(ids: number[]) {
  for (const id of ids) await findTag(id);
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
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'an import of the folder',
      code: `
import { findTag } from '.';
export async function load(ids: number[]) {
  for (const id of ids) await findTag(id);
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
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'a dynamic import',
      code: `
export async function load(ids: number[]) {
  const { findTag } = await import('./tag-queries.js');
  for (const id of ids) await findTag(id);
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
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'CommonJS, required and destructured',
      code: `
const { loadTag } = require('./legacy.cjs');
async function load(ids) {
  for (const id of ids) await loadTag(id);
}
module.exports = { load };
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'loadTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'loadTag → Pool.query (legacy.cjs:6)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'CommonJS, required as a whole',
      code: `
const legacy = require('./legacy-exports.cjs');
exports.load = async (ids) => {
  for (const id of ids) await legacy.loadLabel(id);
};
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'legacy.loadLabel',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'loadLabel → loadTag → Pool.query (legacy.cjs:6)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 51,
        },
      ],
    },
    {
      name: 'CommonJS, imported by name',
      code: `
import { loadTag } from './legacy.cjs';
export async function load(ids: number[]) {
  for (const id of ids) await loadTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'loadTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'loadTag → Pool.query (legacy.cjs:6)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'CommonJS, imported as default',
      code: `
import legacy from './legacy.cjs';
export async function load(ids: number[]) {
  for (const id of ids) await legacy.loadTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'legacy.loadTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'loadTag → Pool.query (legacy.cjs:6)',
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
      name: 'import = require()',
      code: `
import legacy = require('./legacy.cjs');
export async function load(ids: number[]) {
  for (const id of ids) await legacy.loadTag(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'legacy.loadTag',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'loadTag → Pool.query (legacy.cjs:6)',
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
      name: 'a cycle of imports',
      code: `
import { fromA } from './cycle-a.js';
export async function load(depths: number[]) {
  for (const depth of depths) await fromA(depth);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'fromA',
            iterable: '`depths`',
            loop: 'for…of',
            line: '4',
            chain: 'fromA → fromB → Pool.query (cycle-b.ts:7)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 37,
          endLine: 4,
          endColumn: 49,
        },
      ],
    },
    {
      name: 'a default export wrapped by a function of the project',
      code: `
import loadAuthor from './traced.js';
export async function load(ids: number[]) {
  for (const id of ids) await loadAuthor(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'loadAuthor',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'default export → Pool.query (traced.ts:9)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 45,
        },
      ],
    },
    {
      name: 'an export wrapped by a function of a package',
      code: `
import { loadPost } from './traced.js';
export async function load(ids: number[]) {
  for (const id of ids) await loadPost(id);
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'loadPost',
            iterable: '`ids`',
            loop: 'for…of',
            line: '4',
            chain: 'loadPost → Pool.query (traced.ts:14)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 31,
          endLine: 4,
          endColumn: 43,
        },
      ],
    },
  ],
});
