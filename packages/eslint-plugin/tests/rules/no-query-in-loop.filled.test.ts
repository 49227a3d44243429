import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Values that the element is put into, and values beside them.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'options of this turn beside some that get the element',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const options = { where: {} };
    const others = { where: {} };
    options.where = { name: 'red' };
    others.where = { id };
    await tags.find(options);
    console.log(others);
  }
}
`,
    },
    {
      name: 'a builder beside one that a chain in a statement of its own fills',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const builder = tags.createQueryBuilder('tag');
    const other = tags.createQueryBuilder('tag');
    builder.where('tag.id = 1').orderBy('tag.id').limit(1);
    other.where('tag.id = :id', { id }).orderBy('tag.id').limit(1);
    await builder.getOne();
  }
}
`,
    },
    {
      name: 'a list that grows from turn to turn',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  const seen: number[] = [];
  for (const id of ids) {
    seen.push(id);
    await pool.query('SELECT * FROM tag WHERE id = ANY($1)', [seen]);
  }
}
`,
    },
    {
      name: 'a position that does not change',
      code: `
import { findTag } from './tag-queries.js';
export async function load(ids: number[], start: number) {
  for (let i = 0; i < ids.length; i++) await findTag(ids[start]);
}
`,
    },
    {
      name: 'a position in a callback that does not change',
      code: `
import { findTag } from './tag-queries.js';
export const load = (ids: number[], start: number) => Promise.all(ids.map((_id, index) => findTag(ids[start]) && index));
`,
    },
    {
      name: 'a function of this turn that gets no element',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    const read = (key: number) => pool.query('SELECT * FROM tag WHERE id = $1', [key]);
    console.log(id, await read(1));
  }
}
`,
    },
    {
      name: 'an object of functions that is handed on and asks for no element',
      code: `
import { pool } from './pool.js';
const run = (job: { id: number; load(): Promise<unknown> }) => job.load();
export async function load(ids: number[]) {
  for (const id of ids) {
    const job = { load: () => pool.query('SELECT * FROM setting') };
    console.log(id, await run(job as never));
  }
}
`,
    },
  ],
  invalid: [
    {
      name: 'options of this turn that get the element',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const options = { where: {} };
    options.where = { id };
    await tags.find(options);
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'tags.find',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.find',
            query: 'Repository.find',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 11,
          endLine: 8,
          endColumn: 29,
        },
      ],
    },
    {
      name: 'a builder that a chain in a statement of its own fills',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(tags: Repository<Tag>, ids: number[]) {
  for (const id of ids) {
    const builder = tags.createQueryBuilder('tag');
    builder.where('tag.id = :id', { id }).orderBy('tag.id').limit(1);
    await builder.getOne();
  }
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'builder.getOne',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'QueryBuilder.getOne',
            query: 'QueryBuilder.getOne',
            advice: TYPEORM_READ,
          },
          line: 8,
          column: 11,
          endLine: 8,
          endColumn: 27,
        },
      ],
    },
    {
      name: 'a function of this turn that gets the element',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    const read = (key: number) => pool.query('SELECT * FROM tag WHERE id = $1', [key]);
    console.log(await read(id));
  }
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
          line: 5,
          column: 35,
          endLine: 5,
          endColumn: 87,
        },
      ],
    },
    {
      name: 'a function of this turn that uses the element',
      code: `
import { pool } from './pool.js';
export async function load(ids: number[]) {
  for (const id of ids) {
    const read = () => pool.query('SELECT * FROM tag WHERE id = $1', [id]);
    console.log(await read());
  }
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
          line: 5,
          column: 24,
          endLine: 5,
          endColumn: 75,
        },
      ],
    },
    {
      name: 'an object of functions that is handed on',
      code: `
import { pool } from './pool.js';
const run = (job: { load(): Promise<unknown> }) => job.load();
export async function load(ids: number[]) {
  for (const id of ids) await run({ load: () => pool.query('SELECT * FROM tag WHERE id = $1', [id]) });
}
`,
      errors: [
        {
          messageId: 'queryPerElementThroughCalls',
          data: {
            call: 'run',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'run → load → Pool.query (case.ts:5)',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 103,
        },
      ],
    },
  ],
});
