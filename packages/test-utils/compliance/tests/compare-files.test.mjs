import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareFiles } from '../runner/compare-files.mjs';
import { openSuite } from '../runner/open-suite.mjs';
import { printComparison } from '../runner/print-comparison.mjs';
import { makeSuite } from './make-suite.mjs';

let scratch;
let modes;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'flatquery-compliance-'));
  const preload = join(scratch, 'breaking.cjs');
  await writeFile(
    preload,
    `process.env.BROKEN = 'yes';
     require('node:fs').writeFileSync(
       process.env.FLATQUERY_COMPLIANCE_REPORT,
       JSON.stringify({ applied: true, driverSeen: true, queries: 4 }),
     );`,
  );
  modes = [{ name: 'without' }, { name: 'broken', preload }];
});
afterEach(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function compare(files) {
  await makeSuite(scratch, files);
  const suite = await openSuite(scratch);
  const comparisons = await compareFiles(suite, modes, { env: { PGHOST: 'server' }, scratch });
  return printComparison(modes, comparisons);
}

const passing = "console.log('  one ✔'); console.log('  two ✔');";
const failing = "console.log('  one ✔'); process.exit(3);";
const failingUnderHook = "if (process.env.BROKEN) throw new Error('hooked'); console.log('  one ✔');";
const shorterUnderHook = "console.log('  one ✔'); if (!process.env.BROKEN) console.log('  two ✔');";

describe('a comparison of test files', () => {
  it('is content where they end in each mode as they do without, be it by failing', async () => {
    const { text, exitCode } = await compare({
      'test/unit/passing-tests.js': passing,
      'test/integration/failing-tests.js': failing,
    });
    expect(text).toBe(
      [
        'without   1 of 2 files pass, 3 tests',
        'broken    1 of 2 files pass, 3 tests; applied in 2 processes, pg seen in 2, 8 queries counted',
        'Fail without the interceptor, too:',
        '  test/integration/failing-tests.js',
        '',
        'All 2 files end with the interceptor as they do without it.',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it('names a file that fails only in a mode, with what it printed there', async () => {
    const { text, exitCode } = await compare({
      'test/unit/passing-tests.js': passing,
      'test/unit/hooked-tests.js': failingUnderHook,
    });
    expect(text).toContain(
      'test/unit/hooked-tests.js differs:\n  without: passes, 1 tests\n  broken: fails, 0 tests\n',
    );
    expect(text).toContain('  | Error: hooked');
    expect(text).not.toContain('passing-tests.js');
    expect(text).toMatch(/1 of 2 files end otherwise with the interceptor\.$/);
    expect(exitCode).toBe(1);
  });

  it('names a file that passes in a mode with fewer tests', async () => {
    const { text, exitCode } = await compare({ 'test/unit/shorter-tests.js': shorterUnderHook });
    expect(text).toContain('  without: passes, 2 tests\n  broken: passes, 1 tests\n');
    expect(exitCode).toBe(1);
  });

  it('looks again at a file that differs, and says which came right', async () => {
    const onceOnly = `const { existsSync, writeFileSync } = require('node:fs');
      const seen = ${JSON.stringify(join(scratch, 'seen'))};
      if (process.env.BROKEN && !existsSync(seen)) { writeFileSync(seen, ''); process.exit(1); }`;
    const { text, exitCode } = await compare({ 'test/unit/busy-tests.js': onceOnly });
    expect(text).toContain('Unsteady, the same in a further run:\n  test/unit/busy-tests.js\n');
    expect(exitCode).toBe(0);
  });

  it('fails where the interceptor never saw pg', async () => {
    await writeFile(modes[1].preload, '');
    const { text, exitCode } = await compare({ 'test/unit/passing-tests.js': passing });
    expect(text).toContain('broken: the interceptor was not at work, so that nothing was compared.');
    expect(exitCode).toBe(1);
  });

  it('tells the suite its server, each file in a process of its own in the folder of pg', async () => {
    const lone = `if (globalThis.before !== undefined || process.env.PGHOST !== 'server') process.exit(1);
      if (!require('node:fs').existsSync('lib/index.js')) process.exit(2);
      globalThis.before = true;`;
    const { text } = await compare({ 'test/unit/first-tests.js': lone, 'test/unit/second-tests.js': lone });
    expect(text).toContain('without   2 of 2 files pass');
  });
});
