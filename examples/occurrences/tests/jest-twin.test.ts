import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source.js';

interface JestReport {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs the tests of this example in a Jest of its own. */
async function runJest(): Promise<{ readonly report: JestReport; readonly output: string }> {
  const scratch = mkdtempSync(join(tmpdir(), 'flatquery-jest-'));
  const outputFile = join(scratch, 'report.json');
  const jest = join(dirname(createRequire(join(root, 'package.json')).resolve('jest/package.json')), 'bin/jest.js');
  const args = [jest, '--ci', '--json', `--outputFile=${outputFile}`, '--maxWorkers=1'];
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined, NODE_ENV: 'test' };
  try {
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: root, env, maxBuffer: 1e8 }, (_, __, stderr) => {
        resolve(stderr);
      });
    });
    return { report: JSON.parse(readFileSync(outputFile, 'utf8')) as JestReport, output };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Names of the test files that have a twin, without what Jest leaves out. */
function filesWithTwin(): readonly string[] {
  const withoutTwin = ['jest-twin.test.ts', 'lint.test.ts'];
  return readdirSync(join(root, 'tests')).filter((file) => file.endsWith('.test.ts') && !withoutTwin.includes(file));
}

test('every test passes by Jest as well, with the entry for Jest', { timeout: 300_000 }, async () => {
  const { report, output } = await runJest();
  const failed = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status !== 'passed').map(({ fullName }) => fullName),
  );
  expect(failed, output).toEqual([]);
  expect(report.testResults.map(({ name }) => basename(name)).toSorted(), output).toEqual(filesWithTwin().toSorted());
  expect(report.numPassedTests, output).toBe(report.numTotalTests);
  expect(report.numPassedTests, output).toBeGreaterThan(50);
});
