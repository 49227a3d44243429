import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { isScalingVerdict, lintVersion, pageSizes, repository, runDemoTests } from './demo-run.mjs';

// Keeps what README.md shows of examples/occurrences equal to a real run: `--write` puts it in, `--check` compares.

const path = join(repository, 'README.md');

/** Findings that a reader sees without a click; the rest folds away. */
const findingsShown = 3;

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

function folded(summary, content) {
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function lintFindings(findings) {
  const lines = findings.map(({ place, message }) => {
    const file = place.replace(/^examples\/occurrences\//, '').replace(/:\d+$/, '');
    return `- **${file}** ${message}`;
  });
  const more = lines.slice(findingsShown);
  const shown = lines.slice(0, findingsShown).join('\n');
  return more.length === 0 ? shown : `${shown}\n\n${folded(`and ${more.length} more`, more.join('\n'))}`;
}

function scalingMessage(message) {
  const [verdict, evidence] = message.trim().split('\n\nGrows with the page size:\n');
  if (evidence === undefined) throw new Error('The message of the scaling matcher has no list of what grows.');
  const block = (text) => `\`\`\`text\n${text}\n\`\`\``;
  const summary = 'The rest of the message: each statement, the line that sends it, the query whose rows it follows';
  return `${block(verdict)}\n\n${folded(summary, block(`Grows with the page size:\n${evidence}`))}`;
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
  const findings = await lintVersion('naive');
  if (findings.length === 0) throw new Error('The lint found nothing in src/naive. Run `npm run demo`.');
  const blocks = {
    counts: countsTable(run),
    lint: lintFindings(findings),
    message: scalingMessage(message),
  };
  const filled = Object.entries(blocks).reduce((readme, [name, content]) => fill(readme, name, content), text);
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
