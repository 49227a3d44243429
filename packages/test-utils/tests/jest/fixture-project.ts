import { dirname, join } from 'node:path';
import { runFixture, type FixtureRun } from '../support/fixture-run.js';

/** Where the project is. */
export const jestProject = join(__dirname, '../fixtures/jest-project');

const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');

/** Runs files of the project in a Jest of its own. */
export async function runJest(
  files: readonly string[],
  connectionString: string,
  ...options: string[]
): Promise<FixtureRun> {
  const patterns = files.map((file) => join(jestProject, file).replaceAll('.', '\\.'));
  const args = [jest, ...patterns, '--rootDir', jestProject, '--json', '--ci', ...options];
  return runFixture(args, jestProject, { FIXTURE_DATABASE_URL: connectionString });
}
