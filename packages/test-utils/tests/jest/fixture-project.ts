import { dirname, join } from 'node:path';
import { runFixture, type FixtureRun } from '../support/fixture-run.js';

/** Where the project is. */
export const jestProject = join(__dirname, '../fixtures/jest-project');

/** The program. */
export const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');

/** Runs files of the project in a Jest of its own, with `--experimental-vm-modules` among the options for ES modules. */
export async function runJest(
  files: readonly string[],
  connectionString: string,
  ...given: string[]
): Promise<FixtureRun> {
  const modules = '--experimental-vm-modules';
  const options = given.filter((option) => option !== modules);
  const nodeOptions = given.includes(modules) ? [modules] : [];
  const patterns = files.map((file) => join(jestProject, file).replaceAll('.', '\\.'));
  const args = (report: string) => {
    const reporting = ['--ci', '--json', `--outputFile=${report}`];
    return [...nodeOptions, jest, ...patterns, '--rootDir', jestProject, ...reporting, ...options];
  };
  return runFixture(args, jestProject, { FIXTURE_DATABASE_URL: connectionString });
}
