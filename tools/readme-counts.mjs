import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { isScalingVerdict, pageSizes, repository, runDemoTests } from './demo-run.mjs';

// Keeps what README.md shows of examples/occurrences equal to a real run: `--write` puts it in, `--check` compares.

const path = join(repository, 'README.md');

function countsTable({ naive, flat }) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const countsOf = ({ queries }) => pageSizes.map((size) => queries.get(size));
  return [
    row(['Queries of `GET /occurrences`', ...pageSizes.map((size) => `page of ${size}`)]),
    row(['---', ...pageSizes.map(() => '---:')]),
    row(['`src/naive`', ...countsOf(naive)]),
    row(['`src/flat`', ...countsOf(flat)]),
  ].join('\n');
}

function fill(text, name, content) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, rest] = text.split(start);
  const [, after] = rest?.split(end) ?? [];
  if (after === undefined) throw new Error(`README.md has no ${start} followed by ${end}. Add both lines.`);
  return `${before}${start}\n\n${content}\n\n${end}${after}`;
}

async function filledReadme(text) {
  const run = await runDemoTests(() => undefined);
  if (run.problems.length > 0) throw new Error(`The demo did not run: ${run.problems.join('; ')}`);
  const message = stripVTControlCharacters(run.naive.scalingFailure ?? '');
  if (!isScalingVerdict(message) || run.flat.scalingFailure !== undefined) {
    throw new Error('The scaling matcher did not fail the naive version and pass the flat one. Run `npm run demo`.');
  }
  const filled = fill(fill(text, 'counts', countsTable(run)), 'message', `\`\`\`text\n${message.trim()}\n\`\`\``);
  return format(filled, { ...(await resolveConfig(path)), filepath: path });
}

const mode = process.argv[2];
if (mode !== '--write' && mode !== '--check') throw new Error('Run it with --write or --check.');
process.chdir(repository);
const current = await readFile(path, 'utf8');
const filled = await filledReadme(current);
if (mode === '--write') {
  await writeFile(path, filled);
} else if (filled !== current) {
  console.error('README.md does not show what a run gives. Run `npm run docs`.');
  process.exitCode = 1;
}
