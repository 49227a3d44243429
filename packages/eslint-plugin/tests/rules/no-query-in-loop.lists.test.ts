import rule from '../../src/rules/no-query-in-loop.js';
import { createRuleTester } from './rule-tester.js';
import { PG_READ, TYPEORM_READ } from './advice.js';

// Lists in lists, groups and positions.
createRuleTester().run('no-query-in-loop', rule as never, {
  valid: [
    {
      name: 'a short list beside one that is added to',
      code: `
import { pool } from './pool.js';
const ids = [1, 2];
const others: number[] = [];
export async function load(more: number[]) {
  others.push(...more);
  others[0] = 1;
  for (const id of ids) await pool.query('SELECT $1', [id]);
}
`,
    },
  ],
  invalid: [
    {
      name: 'a repository that stands in a list',
      code: `
import type { Repository } from 'typeorm';
import type { Tag } from './tag.entity.js';
export async function load(repositories: [Repository<Tag>], list: Repository<Tag>[], ids: number[]) {
  for (const id of ids) await list[0].findOneBy({ id });
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'list[…].findOneBy',
            iterable: '`ids`',
            loop: 'for…of',
            line: '5',
            chain: 'Repository.findOneBy',
            query: 'Repository.findOneBy',
            advice: TYPEORM_READ,
          },
          line: 5,
          column: 31,
          endLine: 5,
          endColumn: 56,
        },
      ],
    },
    {
      name: 'groups that are put together by hand, of which only the key is asked for',
      code: `
import { pool } from './pool.js';
export async function load(rows: { kind: string; id: number }[]) {
  const groups = new Map<string, number[]>();
  for (const row of rows) groups.set(row.kind, [...(groups.get(row.kind) ?? []), row.id]);
  for (const [kind] of groups) await pool.query('SELECT * FROM kind WHERE name = $1', [kind]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`groups`',
            loop: 'for…of',
            line: '6',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 6,
          column: 38,
          endLine: 6,
          endColumn: 94,
        },
      ],
    },
    {
      name: 'a tuple whose third part is a list',
      code: `
import { pool } from './pool.js';
export async function load(rows: Iterable<[number, string, number[]]>) {
  for (const [id, , parts] of rows) await pool.query('SELECT $1, $2', [id, parts.map(String)]);
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`rows`',
            loop: 'for…of',
            line: '4',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 4,
          column: 43,
          endLine: 4,
          endColumn: 95,
        },
      ],
    },
    {
      name: 'another list that is added to',
      code: `
import { pool } from './pool.js';
const ids = [1, 2];
const others: number[] = [];
export async function load(more: number[]) {
  others.push(...more);
  others[0] = 1;
  await Promise.all(more.map((id) => pool.query('SELECT $1', [id])));
  return ids;
}
`,
      errors: [
        {
          messageId: 'queryPerElement',
          data: {
            call: 'pool.query',
            iterable: '`more`',
            loop: 'map',
            line: '8',
            chain: 'Pool.query',
            query: 'Pool.query',
            advice: PG_READ,
          },
          line: 8,
          column: 38,
          endLine: 8,
          endColumn: 67,
        },
      ],
    },
    {
      name: 'a short list in which items are replaced',
      code: `
import { pool } from './pool.js';
const ids = [1, 2];
export async function load(more: number[]) {
  for (let i = 0; i < more.length; i++) ids[i] = more[i];
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
