import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as parser from '@typescript-eslint/parser';
import { ESLint as ESLint10, type Linter } from 'eslint';
import type { FlatqueryPlugin } from '../../src/index.js';

/** What a linter reports at one place, in the same words for every linter. */
export interface Report {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Lints the folder of a project with all rules of `recommended`. */
export type Lint = (folder: string) => Promise<readonly Report[]>;

/** The plugin as it is published. */
export const builtPlugin = join(import.meta.dirname, '../../dist/index.js');

export const importPlugin = async (): Promise<FlatqueryPlugin> =>
  ((await import(pathToFileURL(builtPlugin).href)) as { default: FlatqueryPlugin }).default;

const SETTINGS = { flatquery: { queries: [{ from: '@acme/search', name: 'search' }] } };

const byPlace = (a: Report, b: Report): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule);

const pathIn = (folder: string, file: string): string => relative(folder, file).split(sep).join('/');

async function lintWith(eslint: ESLint10, folder: string): Promise<readonly Report[]> {
  const results = await eslint.lintFiles(['src']);
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line, column, message }) => ({
        rule: ruleId ?? 'fatal',
        file: pathIn(folder, filePath),
        line,
        column,
        message,
      })),
    )
    .sort(byPlace);
}

const withESLint =
  (ESLint: typeof ESLint10): Lint =>
  async (folder) => {
    const plugin = await importPlugin();
    const typescript: Linter.Config = { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser } };
    const config = [typescript, ...plugin.configs.recommended, { settings: SETTINGS }];
    return lintWith(new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: config }), folder);
  };

/** Threads of ESLint each read the configuration, and each have an analysis of their own. */
const withThreads: Lint = async (folder) => {
  const parserUrl = pathToFileURL(createRequire(import.meta.url).resolve('@typescript-eslint/parser')).href;
  const config = join(folder, 'eslint.config.mjs');
  writeFileSync(
    config,
    `import flatquery from '${pathToFileURL(builtPlugin).href}';
import parser from '${parserUrl}';
export default [
  { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser } },
  ...flatquery.configs.recommended,
  { settings: ${JSON.stringify(SETTINGS)} },
];
`,
  );
  return lintWith(new ESLint10({ cwd: folder, overrideConfigFile: config, concurrency: 2 }), folder);
};

interface OxlintOutput {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
  }[];
}

/** Turns a column of oxlint, which counts bytes, into one of ESLint, which counts UTF-16 units. */
function columnIn(folder: string, file: string, line: number, byteColumn: number): number {
  const text = readFileSync(join(folder, file), 'utf8').split('\n')[line - 1] ?? '';
  return (
    Buffer.from(text)
      .subarray(0, byteColumn - 1)
      .toString().length + 1
  );
}

const oxlintBin = join(createRequire(import.meta.url).resolve('oxlint/package.json'), '../bin/oxlint');

/** The configuration for oxlint that is published beside the plugin. */
export const oxlintConfig = join(import.meta.dirname, '../../oxlint.json');

/** Lints with oxlint, which runs in a process of its own and takes the plugin as it is. */
const withOxlint: Lint = async (folder) => {
  const config = join(folder, '.oxlintrc.json');
  writeFileSync(
    config,
    JSON.stringify({ extends: [oxlintConfig], categories: { correctness: 'off' }, settings: SETTINGS }),
  );
  const args = [oxlintBin, '--config', config, '--format', 'json', 'src'];
  // It ends with 1 where something is reported.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
    (error: unknown) => error as { stdout: string },
  );
  return (JSON.parse(stdout) as OxlintOutput).diagnostics
    .map(({ code, message, filename, labels: [label] }) => {
      const { line, column } = label?.span ?? { line: 0, column: 0 };
      return {
        rule: code.replace(/^(.*)\((.*)\)$/, '$1/$2'),
        file: filename,
        line,
        column: columnIn(folder, filename, line, column),
        message,
      };
    })
    .sort(byPlace);
};

/** The linters that the plugin supports, the oldest and the newest of each. */
export const linters = {
  'ESLint 10': withESLint(ESLint10),
  'ESLint 10 in two threads': withThreads,
  'ESLint 9.15': async (folder) => {
    const { ESLint } = (await import('eslint-9.15')) as unknown as { ESLint: typeof ESLint10 };
    return withESLint(ESLint)(folder);
  },
  oxlint: withOxlint,
} as const satisfies Record<string, Lint>;
