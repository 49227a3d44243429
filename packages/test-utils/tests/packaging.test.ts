import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const folderOf = (name: string) => join(__dirname, '../..', name);

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Paths of the files that `npm publish` would send. */
async function packedFiles(name: string): Promise<readonly string[]> {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folderOf(name) });
  const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  return packed.files.map(({ path }) => path);
}

function filesOfExports(name: string): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8')) as Manifest;
  const files = Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)));
  return files.map((file) => posix.normalize(file));
}

/** Runs code in a Node.js of its own, without the loader of the test runner. */
async function inPlainNode(code: string, ...options: string[]): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...options, '-e', code], { cwd: folderOf('test-utils') });
  return JSON.parse(stdout);
}

describe.each(['test-utils', 'eslint-plugin'])('the package %s', (name) => {
  it('holds what it exports, its guide and its licence, and nothing of its tests or its build', async () => {
    const files = await packedFiles(name);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json', ...filesOfExports(name)]));
    expect(
      files.filter((file) => !/^(?:dist|docs)\/|^(?:README\.md|LICENSE|(?:package|oxlint)\.json)$/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => /tsbuildinfo|\.test\.|fixtures|^dist\/(?:src|tests)\//.test(file))).toEqual([]);
  });
});

it('eslint-plugin holds a page for each rule', async () => {
  const files = await packedFiles('eslint-plugin');
  const plugin = "import('@flatquery/eslint-plugin').then(({ default: plugin }) => plugin)";
  const rules = await inPlainNode(`${plugin}.then(({ rules }) => console.log(JSON.stringify(Object.keys(rules))))`);
  expect(rules).toContain('no-query-in-loop');
  for (const rule of rules as string[]) expect(files).toContain(`docs/rules/${rule}.md`);
});

it('test-utils holds the script of the process that keeps a database', async () => {
  expect(await packedFiles('test-utils')).toContain('dist/postgres/holder/holder-process.js');
});

describe('plain Node.js', () => {
  const print = 'console.log(JSON.stringify(Object.keys(loaded).sort()))';

  it.each([
    ['@flatquery/test-utils', ['PgInterceptor', 'captureQueries', 'matchers']],
    ['@flatquery/test-utils/assert', ['assertNotScaling', 'assertQueries']],
    ['@flatquery/test-utils/postgres', ['startPostgres']],
  ])('requires and imports %s', async (entry, names) => {
    const required = await inPlainNode(`const loaded = require('${entry}'); ${print}`);
    const imported = await inPlainNode(`import * as loaded from '${entry}'; ${print}`, '--input-type=module');
    expect(required).toEqual(expect.arrayContaining(names));
    expect(imported).toEqual(expect.arrayContaining(required as string[]));
  });

  it('gets one state of test-utils by import and by require', async () => {
    const code = `import { createRequire } from 'node:module';
      import { PgInterceptor } from '@flatquery/test-utils';
      const required = createRequire(import.meta.url)('@flatquery/test-utils');
      console.log(JSON.stringify(required.PgInterceptor === PgInterceptor));`;
    expect(await inPlainNode(code, '--input-type=module')).toBe(true);
  });

  it('imports the plugin with its recommended configuration', async () => {
    const code = `import plugin from '@flatquery/eslint-plugin';
      console.log(JSON.stringify(plugin.configs.recommended.flatMap(({ rules }) => Object.keys(rules ?? {}))));`;
    expect(await inPlainNode(code, '--input-type=module')).toContain('@flatquery/no-query-in-loop');
  });
});
