import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Lists whose elements are batches, and constant lists.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'chunks that a function makes',
      code: `
import { pool } from './pool.js';
import { chunk } from 'lodash';
export async function load(ids: number[]) {
  for (const part of chunk(ids, 100)) await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [part]);
}
`,
    },
    {
      name: 'chunks that were stored first',
      code: `
import { pool } from './pool.js';
import { chunk } from 'lodash';
export async function load(ids: number[]) {
  const chunks = chunk(ids, 100);
  return Promise.all(chunks.map((part) => pool.query('SELECT * FROM tag WHERE id = ANY($1)', [part])));
}
`,
    },
    {
      name: 'chunks by a counting loop',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (let from = 0; from < ids.length; from += 100) {
    const part = ids.slice(from, from + 100);
    await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [part]);
  }
}
`,
    },
    {
      name: 'lists of ids by their type',
      code: `
import { pool } from './pool.js';
export async function load(groups: number[][]) {
  for (const ids of groups) await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [ids]);
}
`,
    },
    {
      name: 'lists of ids by what is done with them',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
import { In } from 'typeorm';
export async function load(tags: Repository<Tag>, groups: Iterable<{ id: number }[]>) {
  for (const rows of groups) await tags.findBy({ id: In(rows.map((row) => row.id)) });
}
`,
    },
    {
      name: 'lists that are given to In() as they are',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
import { In } from 'typeorm';
export async function load(tags: Repository<Tag>, groups: Map<string, number[]>) {
  for (const [, ids] of groups) await tags.findBy({ id: In(ids) });
}
`,
    },
    {
      name: 'a short list that is written out',
      code: `
import { pool } from './pool.js';
export async function load() {
  for (const name of ['red', 'green', 'blue']) await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
    },
    {
      name: 'a short list in a constant',
      code: `
import { pool } from './pool.js';
const COLOURS = ['red', 'green', 'blue'] as const;
export const load = () =>
  Promise.all(COLOURS.map((name) => pool.query('SELECT * FROM tag WHERE name = $1', [name])));
`,
    },
    {
      name: 'the values of an enum',
      code: `
import { pool } from './pool.js';
enum Colour {
  Red = 'red',
  Green = 'green',
}
export async function load() {
  for (const name of Object.values(Colour)) await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
    },
    {
      name: 'the keys of an object that is written out',
      code: `
import { pool } from './pool.js';
const COLOURS = { red: 1, green: 2 };
export async function load() {
  for (const name of Object.keys(COLOURS)) await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
    },
    {
      name: 'an array of a few promises',
      code: `
import { pool } from './pool.js';
export async function load(id: number) {
  return Promise.all([pool.query('SELECT * FROM tag WHERE id = $1', [id]), pool.query('SELECT * FROM post WHERE id = $1', [id])]);
}
`,
    },
    {
      name: 'an enum of another file',
      code: `
import { pool } from './pool.js';
import { Colour } from './colour.js';
export async function load() {
  for (const name of Object.values(Colour)) await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
    },
    {
      name: 'a short list of another file',
      code: `
import { pool } from './pool.js';
import { COLOURS } from './colour.js';
export async function load() {
  for (const name of COLOURS) await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
    },
    {
      name: 'rows that were put together under a key',
      code: `
import { pool } from './pool.js';
export async function load(byKind: Map<string, number[]>) {
  for (const [kind, ids] of byKind) await pool.query(\`SELECT * FROM \${kind} WHERE id = ANY($1)\`, [ids]);
}
`,
    },
    {
      name: 'a list of values for each turn that was made before',
      code: `
import { pool } from './pool.js';
export async function load(pages: number[][]) {
  await Promise.all(pages.map((ids) => pool.query('SELECT * FROM tag WHERE id = ANY($1)', [ids])));
}
`,
    },
  ],
  invalid: [
    {
      name: 'elements that no function has put together',
      code: `
import { pool } from './pool.js';
import { uniq } from 'lodash';
export async function load(ids: number[]) {
  for (const id of uniq(ids)) await pool.query('SELECT * FROM tag WHERE id = $1', [id]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`uniq(…)`',
            loop: 'for…of',
            line: '5',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 37,
          endLine: 5,
          endColumn: 88,
        },
      ],
    },
    {
      name: 'a counting loop of single steps',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at];
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
            loop: 'for',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 11,
          endLine: 6,
          endColumn: 62,
        },
      ],
    },
    {
      name: 'single ids by their type',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
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
      name: 'an element that is given to In() alone',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
import { In } from 'typeorm';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) await tags.findBy({ id: In([id]) });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.findBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '6',
            chain: 'Repository.findBy',
            query: 'Repository.findBy',
            advice: TYPEORM_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 60,
        },
      ],
    },
    {
      name: 'a list that is spread from elsewhere',
      code: `
import { pool } from './pool.js';
export async function load(names: string[]) {
  for (const name of ['red', ...names]) await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: 'the list',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 47,
          endLine: 4,
          endColumn: 102,
        },
      ],
    },
    {
      name: 'a long list in a constant',
      code: `
import { pool } from './pool.js';
const IDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
export const load = () => Promise.all(IDS.map((id) => pool.query('SELECT * FROM tag WHERE id = $1', [id])));
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`IDS`',
            loop: 'map',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 55,
          endLine: 4,
          endColumn: 106,
        },
      ],
    },
    {
      name: 'a list that starts empty and is filled',
      code: `
import { pool } from './pool.js';
export async function load(rows: { id: number }[]) {
  const ids: number[] = [];
  for (const row of rows) ids.push(row.id);
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
            line: '6',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 82,
        },
      ],
    },
    {
      name: 'a short list that is added to',
      code: `
import { pool } from './pool.js';
const ids = [1, 2];
export async function load(more: number[]) {
  ids.push(...more);
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
            line: '6',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 31,
          endLine: 6,
          endColumn: 82,
        },
      ],
    },
    {
      name: 'the values of an object that comes from elsewhere',
      code: `
import { pool } from './pool.js';
export async function load(colours: Record<string, string>) {
  for (const name of Object.values(colours)) await pool.query('SELECT * FROM tag WHERE name = $1', [name]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`Object.values(…)`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 52,
          endLine: 4,
          endColumn: 107,
        },
      ],
    },
    {
      name: 'rows that were put together under a key, where only the key is asked for',
      code: `
import { pool } from './pool.js';
export async function load(byAuthor: Map<number, string[]>) {
  for (const [author, titles] of byAuthor) {
    const { rows } = await pool.query('SELECT * FROM author WHERE id = $1', [author]);
    console.log(rows, titles.join());
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`byAuthor`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 28,
          endLine: 5,
          endColumn: 86,
        },
      ],
    },
    {
      name: 'a list that is only a part of the element',
      code: `
import { pool } from './pool.js';
export async function load(posts: { id: number; tags: number[] }[]) {
  for (const { tags } of posts) await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [tags]);
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
          line: 4,
          column: 39,
          endLine: 4,
          endColumn: 97,
        },
      ],
    },
  ],
});
