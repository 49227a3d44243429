// What the plugin costs beside ESLint's own work, and beside two rules that also look beyond one file.
//
//   npm run bench -w packages/eslint-plugin -- [--project DIR]… [--staged FILE]… [--sizes 500,2000] [--rounds 3] [--rivals DIR] [--typed]
//
// --project  a project to lint, as it lies there; may be repeated
// --staged   files, by their paths in the projects: only measures what each costs where it alone is linted
// --sizes    sizes, in files, of projects that are generated into a temporary folder
// --rounds   paired runs per comparison, each in processes of their own; medians are told
// --rivals   a folder whose node_modules holds eslint-plugin-import-x
// --typed    compare with @typescript-eslint/no-floating-promises, too, which takes minutes on a large project
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generateProject } from './generated-project.mjs';
import { sourceFiles } from './source-files.mjs';

const { values: options } = parseArgs({
  options: {
    project: { type: 'string', multiple: true, default: [] },
    staged: { type: 'string', multiple: true, default: [] },
    sizes: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    rivals: { type: 'string' },
    typed: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const rivals = options.rivals && resolve(options.rivals);
const BASE = 'ESLint alone';
const OWN = 'flatquery';
const TYPED = '@typescript-eslint/no-floating-promises';

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const shown = (number) => number.toFixed(number < 10 ? 2 : 0);

/** Runs one configuration in a process of its own. */
function run(project, name, only, cache) {
  const child = join(import.meta.dirname, 'lint-child.mjs');
  const output = execFileSync(process.execPath, ['--expose-gc', '--max-old-space-size=6000', child], {
    encoding: 'utf8',
    input: JSON.stringify({ project, name, only, rivals, cache }),
    maxBuffer: 2 ** 26,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').at(-1));
}

/** Runs `name` and ESLint alone in pairs, in alternating order. */
function pairs(project, name, only, cache) {
  return Array.from({ length: rounds }, (_, round) => {
    const names = round % 2 === 0 ? [BASE, name] : [name, BASE];
    const results = Object.fromEntries(names.map((each) => [each, run(project, each, only, cache)]));
    return { base: results[BASE], other: results[name] };
  });
}

/** What `name` adds to ESLint alone. */
function compare(project, name, only) {
  const found = pairs(project, name, only);
  const added = (of) => median(found.map(({ base, other }) => of(other) - of(base)));
  const [{ other }] = found;
  console.log(
    `  ${name.padEnd(40)} ${shown(added(({ cpuMs, files }) => cpuMs / files)).padStart(6)} ms CPU per file` +
      `  ${shown(added(({ heapMb }) => heapMb)).padStart(5)} MB held  ${shown(added(({ peakMb }) => peakMb)).padStart(5)} MB at the peak` +
      `  ${other.findings} findings${other.unparsed.length ? `, ${other.unparsed.length} files not parsed` : ''}`,
  );
}

/** Compares with a rule that needs types, on the files whose types can be loaded, which takes a tsconfig.json that has them. */
function compareTyped(project) {
  const { unparsed } = run(project, TYPED);
  const without = new Set(unparsed);
  const files = sourceFiles(project).filter((file) => !without.has(file));
  if (files.length === 0) {
    console.log(`  ${TYPED}: skipped, the types of no file can be loaded`);
    return;
  }
  if (without.size > 0) console.log(`  ${TYPED}: skips ${without.size} files whose types cannot be loaded`);
  compare(project, TYPED, files);
}

/** What one file adds in a process of its own, in ms of CPU time: without a cache, and with one that has been filled. */
function stagedCosts(project, file) {
  const folder = mkdtempSync(join(tmpdir(), 'flatquery-bench-'));
  const added = (cache) =>
    median(pairs(project, OWN, [file], cache).map(({ base, other }) => other.cpuMs - base.cpuMs));
  try {
    run(project, OWN, [file], folder);
    return { file, without: added(false), warm: added(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What one staged file costs: those that are named, or five files spread over the project. */
function staged(project) {
  const files = sourceFiles(project);
  const picked = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => files[Math.floor(part * files.length)]);
  const named = options.staged.map((file) => join(project, file)).filter((file) => existsSync(file));
  const costs = (options.staged.length > 0 ? named : picked).map((file) => stagedCosts(project, file));
  for (const { file, without, warm } of costs)
    console.log(
      `  staged ${relative(project, file)}: ${shown(without)} ms CPU more, with a warm cache ${shown(warm)} ms`,
    );
}

function measure(project, title) {
  const base = run(project, BASE);
  console.log(`\n${title}: ${base.files} files; ESLint alone ${shown(base.cpuMs / base.files)} ms CPU per file`);
  compare(project, OWN);
  if (rivals && existsSync(join(rivals, 'node_modules/eslint-plugin-import-x'))) compare(project, 'import-x/no-cycle');
  else console.log('  import-x/no-cycle: skipped, --rivals names no folder that has eslint-plugin-import-x');
  if (options.typed) compareTyped(project);
  else console.log(`  ${TYPED}: skipped without --typed`);
}

console.log(`Node ${process.version}, ${rounds} paired runs each, medians of what is added to ESLint alone`);
for (const project of options.project.map((path) => resolve(path))) {
  if (options.staged.length > 0) console.log(`\n${basename(project)}`);
  else measure(project, basename(project));
  staged(project);
}
for (const size of options.sizes.split(',').filter(Boolean).map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'flatquery-bench-'));
  try {
    generateProject(folder, size);
    measure(folder, `generated project`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (options.project.length === 0 && options.sizes === '')
  console.log(
    '\nNothing to measure: name projects with `--project DIR`, or sizes of generated ones with `--sizes 500,2000`.',
  );
