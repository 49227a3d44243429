import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject } from '../support/temporary-project.js';
import { type Report, builtPlugin, importPlugin, linters, oxlintConfig } from './linters.js';

/** Files whose first bytes, line ends and wide characters no version control may change. */
const ODD_FILES = {
  'src/legacy/report.cjs': [
    '#!/usr/bin/env node',
    "'use strict';",
    "const { loadAll } = require('./users');",
    "const knex = require('knex')({ client: 'pg' });",
    'async function main(groups) {',
    '\tfor (const { name, ids } of groups) {',
    "\t\t/* € 🦊 */ await knex('group').where({ name }).first();",
    '\t\tawait loadAll(ids);',
    '\t}',
    '}',
    'module.exports = main;',
    '',
  ].join('\r\n'),
  'src/billing/totals.mjs': [
    '\uFEFFimport postgres from "postgres";',
    'const sql = postgres("postgres://localhost/test");',
    'export const totals = (ids) =>',
    '  Promise.all(ids.map(async (id) => (await sql`SELECT sum(amount) FROM invoice WHERE account = ${id}`)[0]));',
    '',
  ].join('\n'),
};

const versionOf = (name: string): string =>
  (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;

let folder = '';
let expected: readonly Report[] = [];

describe('the same project', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    if (!existsSync(builtPlugin)) throw new Error('The plugin is not built. Run `npm run build` first.');
    folder = temporaryProject(ODD_FILES);
    cpSync(join(import.meta.dirname, '../fixtures/compat'), folder, { recursive: true });
    expected = await linters['ESLint 10'](folder);
  });

  it('is linted with the versions that the package promises', () => {
    expect(versionOf('eslint')).toMatch(/^10\./);
    expect(versionOf('eslint-9.15')).toBe('9.15.0');
  });

  it('has findings under ESLint 10, of every rule that is recommended and in every kind of file', async () => {
    const places = expected.map(({ rule, file, line, column }) => `${file}:${line}:${column} ${rule}`);
    expect(places).toMatchInlineSnapshot(`
      [
        "src/billing/search.ts:5:42 @flatquery/no-query-in-loop",
        "src/billing/totals.mjs:4:44 @flatquery/no-query-in-loop",
        "src/legacy/report.cjs:7:20 @flatquery/no-query-in-loop",
        "src/legacy/report.cjs:8:9 @flatquery/no-query-in-loop",
        "src/legacy/users.js:6:22 @flatquery/no-query-in-loop",
        "src/legacy/users.js:14:24 @flatquery/no-lazy-relation-in-loop",
        "src/legacy/users.js:20:31 @flatquery/prefer-bulk-write",
        "src/posts/feed.test.ts:4:3 @flatquery/await-query-matcher",
        "src/posts/feed.tsx:8:73 @flatquery/no-query-in-loop",
        "src/posts/post.controller.ts:10:47 @flatquery/no-query-in-loop",
        "src/posts/post.controller.ts:17:57 @flatquery/no-lazy-relation-in-loop",
        "src/posts/post.controller.ts:28:13 @flatquery/prefer-bulk-write",
        "src/posts/post.listener.ts:8:32 @flatquery/no-query-in-serializer",
        "src/posts/post.resolver.ts:11:33 @flatquery/no-unbatched-loader",
        "src/posts/post.resolver.ts:21:12 @flatquery/no-query-in-field-resolver",
        "src/posts/post.service.ts:27:74 @flatquery/no-unknown-relation",
      ]
    `);
    const { configs } = await importPlugin();
    const recommended = configs.recommended.flatMap(({ rules }) => Object.keys(rules ?? {}));
    expect(new Set(expected.map(({ rule }) => rule))).toEqual(new Set(recommended));
  });

  it('has none where `recommended` leaves a file out', () => {
    expect(existsSync(join(folder, 'src/seeds/users.js'))).toBe(true);
    expect(expected.filter(({ file }) => file.includes('/seeds/'))).toEqual([]);
  });

  it('is configured for oxlint as `recommended` says', async () => {
    const { configs } = await importPlugin();
    const overrides = configs.recommended.map(({ files, ignores, rules }) => ({ files, excludeFiles: ignores, rules }));
    expect(JSON.parse(readFileSync(oxlintConfig, 'utf8'))).toEqual({ jsPlugins: ['./dist/index.js'], overrides });
  });

  it.each(['ESLint 10 in two threads', 'ESLint 9.15', 'oxlint'] as const)(
    'has the same findings under %s, word by word',
    async (linter) => {
      expect(await linters[linter](folder)).toEqual(expected);
    },
  );
});
