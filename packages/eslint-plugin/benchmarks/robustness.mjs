// Lints every file of given projects, and random mutations of them, and tells what throws or takes long.
//
//   npm run robustness -w packages/eslint-plugin -- --repos DIR [--mutations 2000] [--seed 1] [--slow 2000]
//
// --repos      a folder with one project per folder in it
// --mutations  how many mutated files to analyse, over all projects
// --seed       the same seed mutates in the same way
// --slow       milliseconds after which a file counts as slow
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { parseSync } from 'oxc-parser';
import { Engine } from '../dist/analysis/engine.js';
import { ModuleStore } from '../dist/analysis/modules/module-store.js';
import { NO_USER_FACTS } from '../dist/analysis/user-facts.js';
import { mutate } from './mutations.mjs';
import { sourceFiles } from './source-files.mjs';

const { values: options } = parseArgs({
  options: {
    repos: { type: 'string' },
    mutations: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    slow: { type: 'string', default: '2000' },
  },
});
if (!options.repos || !existsSync(options.repos)) {
  console.error(
    'robustness needs a folder with projects: `npm run robustness -w packages/eslint-plugin -- --repos DIR`.',
  );
  process.exit(2);
}

const failures = [];
const slow = [];
let engine = new Engine(NO_USER_FACTS, new ModuleStore());
let longestMs = 0;

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Analyses `text` as far as the parser, which goes on after an error, makes a tree of it; false where it makes none. */
function analyse(file, text, what) {
  const { program } = parseSync(file, text, { astType: 'ts', preserveParens: false });
  if (program.body.length === 0) return false;
  const startMs = performance.now();
  try {
    engine.analyse(file, text, program);
  } catch (error) {
    failures.push(`${file} (${what}): ${error.stack?.split('\n').slice(0, 4).join(' ') ?? error}`);
    engine = new Engine(NO_USER_FACTS, new ModuleStore());
  }
  const durationMs = performance.now() - startMs;
  longestMs = Math.max(longestMs, durationMs);
  if (durationMs > Number(options.slow)) slow.push(`${file} (${what}): ${durationMs.toFixed(0)} ms`);
  return true;
}

const projects = readdirSync(options.repos, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, files: sourceFiles(join(options.repos, name)) }))
  .filter(({ files }) => files.length > 0);

let asTheyAre = 0;
let mutated = 0;
const random = seeded(Number(options.seed));
const share = Math.ceil(Number(options.mutations) / Math.max(1, projects.length));
for (const { name, files } of projects) {
  engine = new Engine(NO_USER_FACTS, new ModuleStore());
  for (const file of files) if (analyse(file, readFileSync(file, 'utf8'), 'as it is')) asTheyAre++;
  engine = new Engine(NO_USER_FACTS, new ModuleStore());
  for (let count = 0; count < share; count++) {
    const file = files[Math.floor(random() * files.length)];
    const { text, kind } = mutate(readFileSync(file, 'utf8'), random);
    if (analyse(file, text, kind)) mutated++;
  }
  console.log(`${name}: ${files.length} files, ${failures.length} failures so far`);
}
console.log(
  `\n${projects.length} projects: ${asTheyAre} files as they are and ${mutated} mutations analysed; ` +
    `${failures.length} threw, ${slow.length} took more than ${options.slow} ms, the longest ${longestMs.toFixed(0)} ms.`,
);
for (const line of [...failures, ...slow].slice(0, 40)) console.log(line);
process.exitCode = failures.length > 0 || slow.length > 0 ? 1 : 0;
