import { performance } from 'node:perf_hooks';
import { stripVTControlCharacters, styleText } from 'node:util';
import { isScalingVerdict, lintVersion, pageSizes, repository, runDemoTests } from './demo-run.mjs';

const width = 100;
const problems = [];
const hasColors = process.stdout.isTTY && process.stdout.hasColors();
const style = (format, text) => (hasColors ? styleText(format, text) : text);

function heading(text) {
  console.log(`\n${style('bold', text)}\n`);
}

function wrap(text, indent) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line.length + word.length + indent.length < width) lines[lines.length - 1] = `${line} ${word}`.trimStart();
    else lines.push(word);
  }
  return lines.map((line) => indent + line).join('\n');
}

function expectThat(holds, problem) {
  if (!holds) problems.push(problem);
}

async function showLint() {
  heading('1. Lint, before anything runs: @flatquery/eslint-plugin on examples/occurrences');
  const naive = await lintVersion('naive');
  for (const { place, message } of naive) console.log(`  ${style('cyan', place)}\n${wrap(message, '    ')}\n`);
  const flat = await lintVersion('flat');
  console.log(`  src/naive: ${naive.length} findings, src/flat: ${flat.length} findings`);
  expectThat(naive.length > 0, 'The lint found nothing in src/naive.');
  expectThat(flat.length === 0, `The lint found something in src/flat: ${flat.map(({ place }) => place).join(', ')}`);
}

async function showTests() {
  heading('2. Tests on a real PostgreSQL: @flatquery/test-utils');
  const run = await runDemoTests((line) => {
    console.log(`  ${line}`);
  });
  if (run.problems.length > 0) throw new Error(`The tests did not run. ${run.problems.join(' ')}`);
  const { naive, flat } = run;
  heading('3. What the failing test of the naive version says');
  const failure = naive.scalingFailure ?? '(it passed)';
  console.log((hasColors ? failure : stripVTControlCharacters(failure)).replaceAll(/^(?=.)/gm, '  '));
  expectThat(isScalingVerdict(naive.scalingFailure), 'The naive version did not fail the scaling matcher.');
  expectThat(flat.scalingFailure === undefined, `The flat version failed: ${flat.scalingFailure}`);
  return run;
}

function showCounts({ naive, flat }) {
  heading('4. Queries per request of GET /occurrences');
  const counts = pageSizes.map((size) => ({ size, naive: naive.queries.get(size), flat: flat.queries.get(size) }));
  const row = (name, cells) => `  ${name.padEnd(12)}${cells.map((cell) => String(cell ?? '?').padStart(6)).join('')}`;
  console.log(row('page size', pageSizes));
  console.log(
    row(
      'naive',
      counts.map((count) => count.naive),
    ),
  );
  console.log(
    `${row(
      'flat',
      counts.map((count) => count.flat),
    )}\n`,
  );
  const most = Math.max(...counts.flatMap((count) => [count.naive ?? 0, count.flat ?? 0]));
  const bar = (count = 0) => '█'.repeat(Math.max(1, Math.round((count / most) * (width - 30))));
  for (const count of counts) {
    console.log(`  ${String(count.size).padStart(2)} rows  naive  ${style('red', bar(count.naive))} ${count.naive}`);
    console.log(`           flat   ${style('green', bar(count.flat))} ${count.flat}`);
  }
  const isRising = counts.every(({ naive: queries }, n) => n === 0 || queries > counts[n - 1].naive);
  expectThat(isRising, 'The counts of the naive version do not rise with the page size.');
  expectThat(
    counts.every((count) => count.flat <= 7 && count.flat === counts[0].flat),
    'The counts of the flat version are not the same, and at most 7, at every page size.',
  );
}

process.chdir(repository);
const startedAt = performance.now();
console.log('flatquery: the same list endpoint twice, with a query per row and without.');
try {
  await showLint();
  showCounts(await showTests());
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
if (problems.length === 0) {
  console.log(
    `\nAs expected, after ${seconds} s: the lint and the test found the N+1s, and the flat version has none.`,
  );
} else {
  console.error(`\nThe demo did not go as expected:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  process.exitCode = 1;
}
