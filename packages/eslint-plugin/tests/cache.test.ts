import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { moduleOf } from './support/parse.js';
import { temporaryProject, writeIn } from './support/temporary-project.js';

const run = promisify(execFile);
const packageRoot = join(import.meta.dirname, '..');
const modules = join(packageRoot, '../../node_modules');

const CONFIG = (cache: unknown) => `
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import flatquery from '@flatquery/eslint-plugin';
export default defineConfig([
  tseslint.configs.base,
  flatquery.configs.recommended,
  { settings: { flatquery: { cache: ${JSON.stringify(cache)} } } },
]);
`;

const QUERIES =
  "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const load = (id: number) => pool.query('SELECT $1', [id]);\n";
const helper = (number: number): string =>
  number === 0 ? QUERIES : `export { load } from './helper-${number - 1}.js';\n`;
const LOOP = (number: number): string =>
  `import { load } from './helper-${number}.js';\nexport async function all(ids: number[]) {\n  for (const id of ids) await load(id);\n}\n`;

const HELPERS = Array.from({ length: 6 }, (_, number) => number);

/** A project of two loops whose query is six files away. */
function project(cache: unknown): string {
  const root = temporaryProject({
    'package.json': JSON.stringify({ type: 'module', dependencies: { pg: '8' } }),
    'eslint.config.js': CONFIG(cache),
    'src/a.ts': LOOP(5),
    'src/b.ts': LOOP(5),
    ...Object.fromEntries(HELPERS.map((number) => [`src/helper-${number}.ts`, helper(number)])),
  });
  // A folder of its own for packages: what is written below it is the project's.
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['eslint', 'typescript-eslint', '@flatquery'])
    symlinkSync(join(modules, name), join(root, 'node_modules', name));
  return root;
}

interface Linted {
  /** Lines of findings, by file. */
  readonly lines: Record<string, number[]>;
  /** What was told about the cache last. */
  readonly cache: string | undefined;
  readonly warnings: string[];
}

/** Lints files in a process of its own. */
async function lint(root: string, ...files: string[]): Promise<Linted> {
  const command = [join(modules, 'eslint/bin/eslint.js'), '--format', 'json', ...files];
  const { stdout, stderr } = await run(process.execPath, command, {
    cwd: root,
    env: { ...process.env, DEBUG: 'flatquery' },
  }).catch((error: unknown) => error as { stdout: string; stderr: string });
  const results = JSON.parse(stdout) as { filePath: string; messages: { line: number }[] }[];
  const told = stderr.split('\n');
  return {
    lines: Object.fromEntries(
      results.map(({ filePath, messages }) => [filePath.slice(root.length + 1), messages.map(({ line }) => line)]),
    ),
    cache: told.findLast((line) => line.startsWith('flatquery cache: '))?.slice('flatquery cache: '.length),
    warnings: told.filter((line) => line.includes('FlatqueryWarning')).map((line) => line.replaceAll(root, '.')),
  };
}

const entriesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());

describe('settings.flatquery.cache', { timeout: 120_000 }, () => {
  it.each<[string, unknown, string]>([
    ['below node_modules', true, 'node_modules/.cache/flatquery'],
    ['in a folder that is named', 'some/folder', 'some/folder/flatquery'],
  ])('saves a second process all parsing of what has not changed, %s', async (_, cache, folder) => {
    const root = project(cache);
    const cold = await lint(root, 'src/a.ts');
    expect(cold).toEqual({
      lines: { 'src/a.ts': [3] },
      cache: 'other files parsed so far: 6, taken from the cache: 0',
      warnings: [],
    });
    expect(entriesIn(join(root, folder))).toHaveLength(6);
    const warm = { ...cold, cache: 'other files parsed so far: 0, taken from the cache: 6' };
    expect(await lint(root, 'src/a.ts')).toEqual(warm);
    expect(await lint(root, 'src/b.ts')).toEqual({ ...warm, lines: { 'src/b.ts': [3] } });
  });

  it('has only what has changed parsed again, and sees the change', async () => {
    const root = project(true);
    await lint(root, 'src/a.ts');
    writeIn(root, 'src/helper-0.ts', 'export const load = (id: number) => String(id);');
    expect(await lint(root, 'src/a.ts')).toEqual({
      lines: { 'src/a.ts': [] },
      cache: 'other files parsed so far: 1, taken from the cache: 5',
      warnings: [],
    });
  });

  it('is shared by processes and workers at the same time', async () => {
    const root = project(true);
    const all = ['--concurrency', '2', 'src'];
    const runs = await Promise.all([lint(root, ...all), lint(root, ...all), lint(root, 'src/a.ts')]);
    for (const { lines, warnings } of runs) {
      expect(lines['src/a.ts']).toEqual([3]);
      expect(warnings).toEqual([]);
    }
    const entries = entriesIn(join(root, 'node_modules/.cache/flatquery'));
    expect(entries.filter((path) => path.includes('.'))).toEqual([]);
    expect((await lint(root, 'src/a.ts')).cache).toBe('other files parsed so far: 0, taken from the cache: 6');
  });

  it.each([false, undefined])('keeps nothing where it is %s', async (cache) => {
    const root = project(cache);
    expect(await lint(root, 'src/a.ts')).toEqual({ lines: { 'src/a.ts': [3] }, cache: undefined, warnings: [] });
    expect(existsSync(join(root, 'node_modules/.cache'))).toBe(false);
  });

  it.each([5, ' ', null])('is told to be wrong where it is %j', async (cache) => {
    const { lines, warnings } = await lint(project(cache), 'src/a.ts');
    expect(lines).toEqual({ 'src/a.ts': [3] });
    expect(warnings).toEqual([
      expect.stringMatching(/`settings\.flatquery\.cache` must be true, false, or the path of a folder\.$/),
    ]);
  });
});

describe('the folder of the cache', () => {
  it('is that of the next project around which has packages installed', async () => {
    const { cacheFor } = await import('../src/project-cache.js');
    const root = temporaryProject({
      'package.json': '{}',
      'node_modules/a/package.json': '{}',
      'apps/b/package.json': '{}',
    });
    const cache = cacheFor({ cache: true }, join(root, 'apps/b'));
    cache?.write(join(root, 'a.ts'), 'digest', moduleOf(''));
    expect(entriesIn(join(root, 'node_modules/.cache/flatquery'))).toHaveLength(1);
    expect(cacheFor({ cache: true }, join(root, 'apps/b'))).toBe(cache);
  });

  it('is one of its own inside the folder that is named, which keeps what it holds', async () => {
    const { cacheFor } = await import('../src/project-cache.js');
    const written = (root: string): string => {
      cacheFor({ cache: '.' }, root)?.write(join(root, 'a.ts'), 'digest', moduleOf(''));
      return entriesIn(join(root, 'flatquery'))[0] ?? '';
    };
    const entry = written(temporaryProject({}));
    const root = temporaryProject({ [entry]: 'of the user', [join(dirname(entry), 'seed.sql')]: 'of the user' });
    const longAgo = new Date('2001-01-01');
    for (const name of [basename(entry), 'seed.sql']) utimesSync(join(root, dirname(entry), name), longAgo, longAgo);
    expect(written(root)).toBe(entry);
    expect(entriesIn(join(root, dirname(entry))).sort()).toEqual([basename(entry), 'seed.sql']);
  });

  it('is another one where it is named `true`', async () => {
    const { cacheFor } = await import('../src/project-cache.js');
    const root = temporaryProject({ 'package.json': '{}', 'node_modules/a/package.json': '{}' });
    const cache = cacheFor({ cache: true }, root);
    expect(cache).toBeDefined();
    const named = cacheFor({ cache: 'true' }, root);
    expect(named).not.toBe(cache);
    named?.write(join(root, 'a.ts'), 'digest', moduleOf(''));
    expect(entriesIn(join(root, 'true/flatquery'))).toHaveLength(1);
  });

  it('has to be named where no packages are installed', async () => {
    const { cacheFor } = await import('../src/project-cache.js');
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const root = temporaryProject({ 'package.json': '{}' });
    for (let count = 0; count < 2; count++) expect(cacheFor({ cache: true }, root)).toBeUndefined();
    expect(warn.mock.calls).toEqual([
      [
        `\`settings.flatquery.cache\` is true, but neither ${root} nor a folder around it has a package.json and node_modules, ` +
          'where the cache would be kept, so there is none. Name a folder of your own instead.',
        { code: 'FLATQUERY_SETTINGS', type: 'FlatqueryWarning' },
      ],
    ]);
  });
});
