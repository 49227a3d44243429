import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runFixture, type FixtureRun } from '../support/fixture-run.js';

/** Where the project is. */
export const vitestProject = join(__dirname, '../fixtures/vitest-project');

const manifest = require.resolve('vitest/package.json');
/** The program. */
export const vitest = join(dirname(manifest), 'vitest.mjs');

/** The version of Vitest, without its patch: 3.2. */
export const vitestVersion = Number.parseFloat(
  (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version,
);

/** Runs files of the project in a Vitest of its own. */
export async function runVitest(
  files: readonly string[],
  connectionString: string,
  ...options: string[]
): Promise<FixtureRun> {
  const reporters = (report: string) => ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = (report: string) => [vitest, 'run', ...files, '--root', vitestProject, ...reporters(report), ...options];
  return runFixture(args, vitestProject, { FIXTURE_DATABASE_URL: connectionString });
}
