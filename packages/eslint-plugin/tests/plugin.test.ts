import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FlatqueryPlugin } from '../src/index.js';
import { codeBlocks } from './support/markdown.js';
import { temporaryProject } from './support/temporary-project.js';

const run = promisify(execFile);
const packageRoot = join(import.meta.dirname, '..');
const built = join(packageRoot, 'dist/index.js');
const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};

beforeAll(() => {
  if (!existsSync(built)) throw new Error('The plugin is not built. Run `npm run build` first.');
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.resetModules();
});

const importBuilt = async () => (await import(pathToFileURL(built).href)) as { default: FlatqueryPlugin };

describe('the built plugin', { timeout: 60_000 }, () => {
  it('is the default export of the package', async () => {
    const { default: plugin } = await importBuilt();
    expect(Object.keys(plugin)).toEqual(['meta', 'rules', 'configs']);
  });

  it('is what require() gives', async () => {
    const code = `
      import { createRequire } from 'node:module';
      import imported from '@flatquery/eslint-plugin';
      console.log(createRequire(import.meta.url)('@flatquery/eslint-plugin') === imported);
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: packageRoot });
    expect(stdout).toBe('true\n');
  });

  it('names itself as its package does', async () => {
    expect((await importBuilt()).default.meta).toEqual({ name: manifest.name, version: manifest.version });
  });

  it('recommends all of its rules, each for sources or for tests', async () => {
    const { default: plugin } = await importBuilt();
    const { recommended } = plugin.configs;
    expect(recommended.map(({ name }) => name)).toEqual(['@flatquery/recommended', '@flatquery/recommended/tests']);
    for (const config of recommended) expect(config.plugins?.['@flatquery']).toBe(plugin);
    expect(recommended.flatMap(({ rules }) => Object.keys(rules ?? {})).sort()).toEqual(
      Object.keys(plugin.rules)
        .map((rule) => `@flatquery/${rule}`)
        .sort(),
    );
  });

  it.each([
    ['src/post.ts', 'sources'],
    ['src/post.tsx', 'sources'],
    ['post.cjs', 'sources'],
    ['src/contest/post.ts', 'sources'],
    ['src/post.test.ts', 'tests'],
    ['src/post.spec.js', 'tests'],
    ['tests/post.test.mts', 'tests'],
    ['src/__tests__/post.ts', 'tests'],
    ['tests/post.ts', 'nothing'],
    ['src/migrations/0001.ts', 'nothing'],
    ['db/seeds/posts.ts', 'nothing'],
    ['prisma/seed.ts', 'nothing'],
    ['scripts/import.mjs', 'nothing'],
    ['migration-scripts/add-roles.ts', 'nothing'],
    ['src/manuscripts/list.ts', 'sources'],
  ])('recommends for %s the rules of %s', async (path, kind) => {
    const { default: plugin } = await importBuilt();
    const [sources, tests] = plugin.configs.recommended;
    const expected = { sources: sources?.rules, tests: tests?.rules, nothing: {} }[kind] ?? {};
    const eslint = new ESLint({ cwd: '/', overrideConfigFile: true, overrideConfig: plugin.configs.recommended });
    const config = (await eslint.calculateConfigForFile(join('/project', path))) as { rules?: object } | undefined;
    expect(Object.keys(config?.rules ?? {}).sort()).toEqual(Object.keys(expected).sort());
  });
});

const SOURCE = `
import type { Repository } from 'typeorm';

export async function load(tags: Repository<{ id: number }>, ids: number[]) {
  for (const id of ids) await tags.findOneBy({ id });
}
`;

interface Run {
  /** Rule, line and message of every finding, in the order of files. */
  readonly findings: readonly (readonly [string | null, number, string])[];
  /** What flatquery warns about. */
  readonly warnings: readonly string[];
  /** What it tells on standard error where `DEBUG` asks for it. */
  readonly lines: readonly string[];
}

/** Lints a project in a folder of its own by ESLint's command, with the packages of this repository installed. */
async function lint(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const root = temporaryProject(files);
  const modules = join(packageRoot, '../../node_modules');
  symlinkSync(modules, join(root, 'node_modules'));
  const command = [join(modules, 'eslint/bin/eslint.js'), '--format', 'json', 'src'];
  const { stdout, stderr } = await run(process.execPath, command, { cwd: root, env: { ...process.env, ...env } }).catch(
    // Findings make ESLint exit with 1.
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  const results = JSON.parse(stdout) as ESLint.LintResult[];
  return {
    findings: results.flatMap(({ messages }) =>
      messages.map(({ ruleId, line, message }) => [ruleId, line, message] as const),
    ),
    warnings: [...stderr.matchAll(/FlatqueryWarning: (.*)/g)].map(([, text = '']) => text.replaceAll(root, '.')),
    lines: stderr
      .split('\n')
      .filter((line) => line.startsWith('flatquery '))
      .map((line) => line.replaceAll(root, '.')),
  };
}

const README = codeBlocks(readFileSync(join(packageRoot, 'README.md'), 'utf8'));
const CONFIG = README.find(({ code }) => code.startsWith('// eslint.config.js'))?.code ?? '';
const SETTINGS = README.find(({ code }) => code.includes('receivers:'))?.code ?? '';
const WITH_TYPEORM = JSON.stringify({ type: 'module', dependencies: { typeorm: '1' } });
const WITHOUT = JSON.stringify({ type: 'module', dependencies: { 'left-pad': '1' } });

describe('a project with the configuration of the README', { timeout: 60_000 }, () => {
  it('gets findings in TypeScript', async () => {
    const { findings } = await lint({
      'eslint.config.js': CONFIG,
      'package.json': WITH_TYPEORM,
      'src/load.ts': SOURCE,
    });
    expect(findings).toEqual([
      [
        '@flatquery/no-query-in-loop',
        5,
        '`tags.findOneBy` sends a query (`Repository.findOneBy`) for each element of `ids` (`for…of` on line 5): N elements run N queries. ' +
          'Load them with the rows (`relations: { … }`), or all at once before the loop (`In(ids)`) and take each from a `Map`.',
      ],
    ]);
  });

  it('gets findings in CommonJS, by a configuration in CommonJS', async () => {
    const config = `
const flatquery = require('@flatquery/eslint-plugin');
module.exports = [...flatquery.configs.recommended];
`;
    const source = `
const { Pool } = require('pg');
const pool = new Pool();
exports.load = (ids) => Promise.all(ids.map((id) => pool.query('SELECT $1', [id])));
`;
    const { findings } = await lint({ 'eslint.config.cjs': config, 'package.json': '{}', 'src/load.cjs': source });
    expect(findings.map(([rule, line]) => [rule, line])).toEqual([['@flatquery/no-query-in-loop', 4]]);
  });

  it('gets findings from the settings of the README', async () => {
    const config = CONFIG.replace(/export default [\s\S]*/, SETTINGS);
    const source = `
import { sql } from '@acme/db';
import { SearchClient } from './search/client.js';
import { RequestCache } from './cache/request-cache.js';
const search = new SearchClient();
const cache = new RequestCache();
export async function load(ids) {
  for (const id of ids) await sql(id);
  for (const id of ids) await search.get(id);
  for (const id of ids) await cache.get(id);
  for (const id of ids) await db.query('SELECT $1', [id]);
}
`;
    const { findings } = await lint({
      'eslint.config.js': config,
      'package.json': WITH_TYPEORM,
      'src/load.ts': source,
      'src/search/client.ts': 'export class SearchClient { get(id: number) { return id; } }',
      'src/cache/request-cache.ts':
        'export class RequestCache { get(id: number) { return db.query("SELECT $1", [id]); } }',
    });
    expect(findings.map(([, line]) => line)).toEqual([8, 9, 11]);
  });

  it('can silence a finding where it stands', async () => {
    const source = SOURCE.replace(
      '  for (',
      '  // eslint-disable-next-line @flatquery/no-query-in-loop -- three of them\n  for (',
    );
    const { findings } = await lint({
      'eslint.config.js': CONFIG,
      'package.json': WITH_TYPEORM,
      'src/load.ts': source,
    });
    expect(findings).toEqual([]);
  });
});

describe('warnings', { timeout: 60_000 }, () => {
  const config = (settings: object) =>
    CONFIG.replace('recommended]', `recommended, { settings: { flatquery: ${JSON.stringify(settings)} } }]`);

  it('tell once that no package is known', async () => {
    const files = { 'eslint.config.js': CONFIG, 'package.json': WITHOUT };
    const { warnings } = await lint({ ...files, 'src/a.ts': 'export {};', 'src/b.ts': 'export {};' });
    expect(warnings).toEqual([
      'No package.json in or around . depends on an ORM or driver that flatquery knows (TypeORM, Prisma, Sequelize, MikroORM, Drizzle, Knex, pg, pg-promise, Postgres.js, libSQL, Objection, Bookshelf, Kysely, Slonik, mysql2, Mongoose), so it finds no queries. ' +
        'Name the functions that run queries in `settings.flatquery.queries`, or take flatquery out of this configuration.',
    ]);
  });

  it.each([
    ['a package is known', {}, WITH_TYPEORM],
    ['settings name queries', { queries: [{ from: '@acme/db' }] }, WITHOUT],
    ['settings name receivers', { receivers: [{ name: 'db', package: 'pg', class: 'Pool' }] }, WITHOUT],
  ])('are not given where %s', async (_why, settings, packageJson) => {
    const files = { 'eslint.config.js': config(settings), 'package.json': packageJson, 'src/a.ts': 'export {};' };
    expect((await lint(files)).warnings).toEqual([]);
  });

  it('tell what is wrong with the settings, and the rest of them holds', async () => {
    const settings = {
      querys: [],
      batched: 'all',
      queries: [{ name: 'x' }, { from: '@acme/db', name: 'sql' }, null],
      cacheKey: 5,
    };
    const source = "import { sql } from '@acme/db';\nexport const load = (ids) => ids.map((id) => sql(id));\n";
    const files = { 'eslint.config.js': config(settings), 'package.json': WITHOUT, 'src/load.ts': source };
    const { findings, warnings } = await lint(files);
    expect(findings.map(([, line]) => line)).toEqual([2]);
    expect(warnings).toEqual([
      '`settings.flatquery.querys` is not a setting; there are `queries`, `batched`, `receivers`, `cacheKey`, `cache`.',
      '`settings.flatquery.cacheKey` must be a string.',
      '`settings.flatquery.queries[0].from` must be a string.',
      '`settings.flatquery.queries[2].from` must be a string.',
      '`settings.flatquery.batched` must be a list.',
    ]);
  });
});

describe('DEBUG=flatquery', { timeout: 60_000 }, () => {
  it('tells of every file what was checked', async () => {
    const files = { 'eslint.config.js': CONFIG, 'package.json': WITH_TYPEORM, 'src/load.ts': SOURCE };
    expect((await lint(files, { DEBUG: 'flatquery' })).lines).toEqual([
      'flatquery ./src/load.ts: checked 1 call in iterations: 1 finding, 0 calls unresolved',
    ]);
  });

  it('names the calls that lead nowhere, those of the standard library left out', async () => {
    const source = `import { format, names } from './gone.js';
export const show = (ids: number[]) =>
  ids.map(async (id) => [format(id), format(-id), String(id).trim(), Math.abs(id), await names.get(id)]);
export const many = (ids: number[], some: (() => void)[]) =>
  ids.map((id) => [${Array.from({ length: 12 }, (_, index) => `names.f${index}(id)`).join(', ')}, some[0]()]);
`;
    const files = { 'eslint.config.js': CONFIG, 'package.json': WITH_TYPEORM, 'src/load.ts': source };
    expect((await lint(files, { DEBUG: 'flatquery' })).lines).toEqual([
      'flatquery ./src/load.ts: checked 19 calls in iterations: 0 findings, 15 calls unresolved: format (3), names.get (3), ' +
        'names.f0 (5), names.f1 (5), names.f2 (5), names.f3 (5), names.f4 (5), names.f5 (5), names.f6 (5), names.f7 (5) and 4 more',
    ]);
  });
});

describe('a failure inside the analysis', () => {
  it('gives no findings, and a line where DEBUG=flatquery asks for it', async () => {
    vi.stubEnv('DEBUG', 'other,flatquery');
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const { analyseContext } = await import('../src/analyse-context.js');
    const context = { filename: '/project/a.ts', cwd: '/project', settings: {}, sourceCode: { text: '', ast: null } };
    expect(analyseContext(context as never)).toMatchObject({ module: undefined, findings: [] });
    expect(lines).toEqual([
      expect.stringMatching(/^flatquery \/project\/a\.ts: the analysis failed and reports nothing: TypeError: [^]*\n$/),
    ]);
  });

  it('says nothing where nobody asks', async () => {
    vi.stubEnv('DEBUG', 'flat');
    const write = vi.spyOn(process.stderr, 'write');
    const { analyseContext } = await import('../src/analyse-context.js');
    const context = { filename: '/project/a.ts', cwd: '/project', settings: {}, sourceCode: { text: '', ast: null } };
    analyseContext(context as never);
    expect(write).not.toHaveBeenCalled();
  });
});
