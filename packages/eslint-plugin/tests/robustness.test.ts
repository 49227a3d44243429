import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../src/analysis/engine.js';
import { freshEngine } from './support/findings.js';
import { seededRandom } from './support/random.js';
import { temporaryProject } from './support/temporary-project.js';

const root = join(import.meta.dirname, '../../..');

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'dist', '.git', '.cache'].includes(entry.name) ? [] : sourcesIn(path);
    return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
  });
}

/** Analyses a file as far as oxc-parser, which goes on after an error, makes a tree of it. */
function analyse(engine: Engine, file: string, text: string): void {
  const { program } = parseSync(file, text, { astType: 'ts', preserveParens: false });
  engine.analyse(file, text, program);
}

const isParsed = (file: string, text: string): boolean => parseSync(file, text).program.body.length > 0;

const read = (files: readonly string[]) => files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** The files in whose analysis something is thrown, each with what. */
function failuresIn(engine: Engine, files: readonly { readonly file: string; readonly text: string }[]): string[] {
  return files.flatMap(({ file, text }) => {
    try {
      analyse(engine, file, text);
      return [];
    } catch (error) {
      return [`${relative(root, file)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
    }
  });
}

const NAME = /\b[a-z]\w+\b/gi;
const KEYWORD =
  /^(?:abstract|as|async|await|break|case|catch|class|const|continue|default|do|else|enum|export|extends|finally|for|from|function|get|if|implements|import|in|interface|let|namespace|new|of|private|protected|readonly|return|satisfies|set|static|super|switch|this|throw|try|type|typeof|var|void|while|yield)$/;

const TOKEN = /[A-Za-z_$][\w$]*|\d+|\s+|[^\w\s]/g;

/** Two tokens of `text` change places. */
function swapped(text: string, random: () => number): string {
  const tokens = text.match(TOKEN) ?? [];
  const [one, other] = [Math.floor(random() * tokens.length), Math.floor(random() * tokens.length)];
  return tokens.map((token, at) => (at === one ? tokens[other] : at === other ? tokens[one] : token)).join('');
}

/** Changes a text so that most of it still means something, if not what it meant. */
function mutate(text: string, random: () => number): string {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const words = (text.match(NAME) ?? []).filter((word) => !KEYWORD.test(word));
  switch (Math.floor(random() * 8)) {
    case 0:
      return lines.toSpliced(at, 1).join('\n');
    case 1:
      return lines.toSpliced(at, 0, pick(lines) ?? '').join('\n');
    case 2:
      return lines.toSpliced(at, 0, pick(['({[', '}', '`', '<T>', 'for (;;)', 'class extends']) ?? '').join('\n');
    case 3:
      return text.replaceAll(/\b(?:await|async|const|this|new) /g, (word) => (random() < 0.3 ? '' : word));
    case 4:
      return text.slice(0, Math.floor(random() * text.length));
    case 5:
      return swapped(text, random);
    case 6: {
      const tokens = text.match(TOKEN) ?? [];
      const doubled = Math.floor(random() * tokens.length);
      return tokens.toSpliced(doubled, 0, tokens[doubled] ?? '').join('');
    }
    default:
      return text.replaceAll(NAME, (word) => (!KEYWORD.test(word) && random() < 0.1 ? (pick(words) ?? word) : word));
  }
}

describe('the analysis throws at', { timeout: 120_000 }, () => {
  it('no file of this repository', () => {
    expect(failuresIn(freshEngine(), read(sourcesIn(root)))).toEqual([]);
  });

  it.each(['typeorm', 'oxc-parser', 'eslint', 'pg', 'p-map'])(
    'no file of the package %s',
    (name) => {
      const folder = join(root, 'node_modules', name);
      expect(existsSync(folder)).toBe(true);
      expect(failuresIn(freshEngine(), read(sourcesIn(folder)))).toEqual([]);
    },
    60_000,
  );

  it('no mutation of a file', () => {
    const random = seededRandom(2026);
    const files = [
      ...sourcesIn(join(root, 'packages/eslint-plugin/src')),
      ...sourcesIn(join(root, 'packages/eslint-plugin/tests/fixtures')),
    ];
    const picked = Array.from({ length: 1000 }, () => files[Math.floor(random() * files.length)] ?? '');
    const mutants = picked.map((file) => ({ file, text: mutate(readFileSync(file, 'utf8'), random) }));
    expect(mutants.filter(({ file, text }) => isParsed(file, text)).length).toBeGreaterThan(300);
    expect(failuresIn(freshEngine(), mutants)).toEqual([]);
  });
});

describe('a lint run goes on', () => {
  const MAIN = "import { load } from './other.js';\nexport const all = (ids: number[]) => ids.map((id) => load(id));";

  it.each([
    ['where a file that is imported cannot be parsed', { 'other.ts': 'export const load = (id => {{{' }],
    ['where a file that is imported is cut off', { 'other.ts': 'export async function load(id: number) { await po' }],
    ['where a file that is imported is missing', {}],
    ['where files import each other', { 'other.ts': "export * from './main.js';\nexport { load } from './other.js';" }],
    ['where the tsconfig cannot be read', { 'tsconfig.json': '{ "extends": 1, "compilerOptions": []', 'other.ts': '' }],
    ['where the tsconfig is a folder', { 'tsconfig.json/a.txt': '', 'other.ts': '' }],
    ['where the manifest cannot be read', { 'package.json': '{"workspaces": {"packages": 3}, ', 'other.ts': '' }],
    [
      'where nobody brings what an abstract class leaves out',
      {
        'package.json': '{}',
        'other.ts':
          'abstract class Base { abstract one(id: number): Promise<number>; }\nclass Heir extends Base {}\nexport const load = (id: number) => new Heir().one(id);',
      },
    ],
    [
      'where a generated file of 5 MB is imported',
      { 'other.ts': `export const load = [${'[0, "x"],'.repeat(500_000)}];` },
    ],
  ])('%s', (_where, files) => {
    const main = join(temporaryProject({ 'main.ts': MAIN, ...files }), 'main.ts');
    expect(failuresIn(freshEngine(), [{ file: main, text: MAIN }])).toEqual([]);
  });

  it('past a generated file of 5 MB', async () => {
    const { analyseContext } = await import('../src/analyse-context.js');
    const text = 'x;'.repeat(2_500_000);
    const context = { filename: '/project/a.ts', cwd: '/project', settings: {}, sourceCode: { text, ast: null } };
    expect(analyseContext(context as never)).toMatchObject({ module: undefined, findings: [], checkedCalls: 0 });
  });
});
