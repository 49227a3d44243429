import { dirname, join } from 'node:path';
import { runFixture, type FixtureRun } from '../support/fixture-run.js';

/** Where the project is. */
export const vitestProject = join(__dirname, '../fixtures/vitest-project');

const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');

/** Runs files of the project in a Vitest of its own. */
export async function runVitest(
  files: readonly string[],
  connectionString: string,
  ...options: string[]
): Promise<FixtureRun> {
  const args = [vitest, 'run', ...files, '--root', vitestProject, '--reporter=default', '--reporter=json', ...options];
  return runFixture(args, vitestProject, { FIXTURE_DATABASE_URL: connectionString });
}
