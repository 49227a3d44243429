import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { startVitest } from 'vitest/node';

/** The folder of the repository. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), '..');

const example = join(repository, 'examples', 'occurrences');

/** Page sizes at which the list endpoint is counted. */
export const pageSizes = [5, 10, 25];

/**
 * Lints one version of the example with the recommended configuration.
 *
 * @param {'naive' | 'flat'} version
 * @returns {Promise<{ place: string, message: string }[]>} Places are `file:line:column`, relative to the repository.
 */
export async function lintVersion(version) {
  const eslint = new ESLint({ cwd: example, overrideConfigFile: 'eslint.flatquery.config.js' });
  const results = await eslint.lintFiles([`src/${version}`]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, message }) => ({
      place: `${relative(repository, filePath)}:${line}:${column}`,
      message,
    })),
  );
}

/**
 * @typedef {object} VersionRun
 * @property {string | undefined} scalingFailure What the scaling matcher said; undefined where it passed.
 * @property {Map<number, number>} queries Queries of the list endpoint by page size.
 */

/**
 * Runs the demo's test file with Vitest, against a database that it starts and fills.
 *
 * @param {(line: string) => void} onProgress Called for each test that has ended.
 * @returns {Promise<{ naive: VersionRun, flat: VersionRun, problems: string[] }>} Problems are what kept it from measuring.
 */
export async function runDemoTests(onProgress) {
  const run = {
    naive: { scalingFailure: undefined, queries: new Map() },
    flat: { scalingFailure: undefined, queries: new Map() },
    problems: [],
  };
  const tests = { naive: 0, flat: 0 };
  const reporter = {
    onTestCaseResult(test) {
      const version = test.fullName.startsWith('naive') ? 'naive' : 'flat';
      const { state, errors = [] } = test.result();
      const { measured } = test.meta();
      onProgress(
        `${state === 'passed' ? '✓' : '✗'} ${test.fullName}${measured ? `: ${measured.queries} queries` : ''}`,
      );
      tests[version] += 1;
      if (measured) run[version].queries.set(measured.pageSize, measured.queries);
      else if (state === 'failed') run[version].scalingFailure = errors.map(({ message }) => message).join('\n');
      if (state === 'skipped') run.problems.push(`"${test.fullName}" did not run.`);
    },
    onTestRunEnd(modules, unhandled) {
      for (const error of [...modules.flatMap((module) => module.errors()), ...unhandled]) {
        run.problems.push(error.stack ?? error.message);
      }
    },
  };
  const config = join(example, 'demo', 'vitest.config.ts');
  const vitest = await startVitest('test', [], { config, watch: false, reporters: [reporter] });
  await vitest.close();
  // Vitest counts the test that has to fail as a failure of the process.
  process.exitCode = 0;
  for (const version of ['naive', 'flat']) {
    if (tests[version] !== pageSizes.length + 1) run.problems.push(`${tests[version]} tests ran for ${version}.`);
  }
  return run;
}

/** Tells whether a failure is the verdict of the scaling matcher, and not an error on the way to it. */
export function isScalingVerdict(failure) {
  return failure?.includes('Expected the same number of queries at every page size') === true;
}
