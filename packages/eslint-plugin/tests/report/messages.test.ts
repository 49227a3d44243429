import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';

const project = join(import.meta.dirname, '../fixtures/project');

/** What a user reads about `code`, which stands in a folder of the fixture project. */
function messagesOf(code: string): string[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { '@flatquery': plugin },
    rules: { '@flatquery/no-query-in-loop': 'error', '@flatquery/no-lazy-relation-in-loop': 'error' },
  };
  return new Linter({ cwd: project })
    .verify(code, [config], { filename: 'src/case.ts' })
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('messages', () => {
  it('name the query that is sent right there', () => {
    const code = `
import { pool } from '../pool.js';
export async function load(ids: number[]) {
  for (const id of ids) await pool.query('SELECT $1', [id]);
}`;
    expect(messagesOf(code)).toMatchInlineSnapshot(`
      [
        "4:31 \`pool.query\` sends a query (\`Pool.query\`) for each element of \`ids\` (\`for…of\` on line 4): N elements run N queries. Ask for all of them in one query before the loop (\`WHERE id = ANY($1)\`) and take each row from a \`Map\`.",
      ]
    `);
  });

  it('name the way to a query in another file', () => {
    const code = `
import { toDto } from '../comment-count.js';
import { describeTag } from '../tag-queries.js';
export const load = (ids: number[]) => Promise.all(ids.map((id) => describeTag(id)));`;
    expect(messagesOf(code)).toMatchInlineSnapshot(`
      [
        "4:68 \`describeTag\` leads to a query for each element of \`ids\` (\`map\` on line 4): describeTag → findTag → Pool.query (tag-queries.ts:4). N elements run N queries. Ask for all of them in one query before the loop (\`WHERE id = ANY($1)\`) and take each row from a \`Map\`.",
      ]
    `);
  });

  it('name a lazy relation and how to load it with the rows', () => {
    const code = `
import type { Post } from '../post.entity.js';
export async function load(posts: Post[]) {
  for (const post of posts) console.log(await post.author);
}`;
    expect(messagesOf(code)).toMatchInlineSnapshot(`
      [
        "4:47 \`post.author\` is a lazy relation and is read for each element of \`posts\` (\`for…of\` on line 4): N elements run N queries. Load \`author\` with the rows: add \`relations: { author: true }\` to their query.",
      ]
    `);
  });

  it('name the way to a lazy relation in another file', () => {
    const code = `
import { toDto } from '../comment-count.js';
import type { Post } from '../post.entity.js';
export const load = (posts: Post[]) => Promise.all(posts.map(toDto));`;
    expect(messagesOf(code)).toMatchInlineSnapshot(`
      [
        "4:52 \`toDto\` reads a lazy relation for each element of \`posts\` (\`map\` on line 4): toDto → commentCount → Post.comments (comment-count.ts:4). N elements run N queries. Load \`comments\` with the rows: add \`relations: { comments: true }\` to their query.",
      ]
    `);
  });

  it.each([
    ['ids ?? []', 'for each element of `ids`'],
    ['[...ids]', 'for each element of `ids`'],
    ['[...ids, ...others]', 'for each element of the list'],
    ['ids ?? others', 'for each element of the list'],
  ])('name the list that %s stands for', (list, named) => {
    const code = `
import { pool } from '../pool.js';
export async function load(ids: number[], others: number[]) {
  for (const id of ${list}) await pool.query('SELECT $1', [id]);
}`;
    expect(messagesOf(code)).toEqual([expect.stringContaining(named)]);
  });

  it('name a call of three parts by its ends where it is long', () => {
    const code = `
import { pool } from '../pool.js';
class Reader {
  private readonly repositoryOfMembersOfOrganisations = pool;
  private readonly outer = { queryForAllMembersOfOneOrganisation: (id: number) => pool.query('SELECT $1', [id]) };
  async load(ids: number[]) {
    for (const id of ids) await this.outer.queryForAllMembersOfOneOrganisation(id);
    for (const id of ids) await this.repositoryOfMembersOfOrganisations.query('SELECT a_column_with_a_name', [id]);
  }
}
class Longer {
  private readonly repositoryOfMembersOfOrganisations = { queryForAllMembersOfOneOrganisation: (id: number) => pool.query('SELECT $1', [id]) };
  async load(ids: number[]) {
    for (const id of ids) await this.repositoryOfMembersOfOrganisations.queryForAllMembersOfOneOrganisation(id);
  }
}`;
    expect(messagesOf(code).map((message) => message.split(' ').slice(1, 2).join(''))).toEqual([
      '`this.outer.queryForAllMembersOfOneOrganisation`',
      '`this.repositoryOfMembersOfOrganisations.query`',
      '`this….queryForAllMembersOfOneOrganisation`',
    ]);
  });

  it('stay short where the code is long', () => {
    const code = `
import { pool } from '../pool.js';
export async function load(service: { repositories: { users: { activeMembersOfTheOrganisation: { all(): number[] } } } }) {
  for (const id of service.repositories.users.activeMembersOfTheOrganisation.all()) {
    await pool.query('SELECT $1', [id]);
  }
}`;
    expect(messagesOf(code)).toMatchInlineSnapshot(`
      [
        "5:11 \`pool.query\` sends a query (\`Pool.query\`) for each element of \`service.repositories….all()\` (\`for…of\` on line 4): N elements run N queries. Ask for all of them in one query before the loop (\`WHERE id = ANY($1)\`) and take each row from a \`Map\`.",
      ]
    `);
  });

  it('leave out what has no name', () => {
    const code = `
import { pool } from '../pool.js';
export async function load(ids: number[]) {
  for (const id of [...ids, 1]) await (id > 1 ? pool : pool).query('SELECT $1', [id]);
}`;
    expect(messagesOf(code)).toMatchInlineSnapshot(`
      [
        "4:39 \`Pool.query\` sends a query (\`Pool.query\`) for each element of the list (\`for…of\` on line 4): N elements run N queries. Ask for all of them in one query before the loop (\`WHERE id = ANY($1)\`) and take each row from a \`Map\`.",
      ]
    `);
  });

  it.each([
    ['ids', 'for (const id of ids)'],
    ['ids', 'for (let i = 0, id; i < ids.length && (id = ids[i]); i++)'],
    ['ids', 'for (let i = ids.length - 1, id; i >= 0 && (id = ids[i]); i--)'],
    ['rows[…].ids', 'for (const id of rows[0].ids)'],
    ['this.ids', 'for (const id of this.ids)'],
    ['new Set(…)', 'for (const id of new Set(ids))'],
    ['service.ids()', 'for (const id of await service.ids())'],
  ])('call the list `%s` in %s', (name, head) => {
    const code = `import { pool } from '../pool.js';\nexport async function load(this: never, ids) { ${head} await pool.query('SELECT $1', [id, ids[i]]); }`;
    expect(messagesOf(code)).toEqual([expect.stringContaining(`for each element of \`${name}\` (`)]);
  });
});
