import { join } from 'node:path';
import { describeEveryTest, suiteProject } from '../support/describe-every-test.js';
import { runFixture } from '../support/fixture-run.js';
import { jest } from './fixture-project.js';

describeEveryTest(
  'Jest',
  (files, environment, ...options) =>
    runFixture(
      (report) => [
        ...[jest, ...files.map(patternOf), '--rootDir', suiteProject, '--ci', '--json', `--outputFile=${report}`],
        ...[...options, '--reporters=default'],
        ...(environment['FIXTURE_REPORTER'] === 'none' ? [] : ['--reporters=@flatquery/test-utils/suite']),
      ],
      suiteProject,
      environment,
    ),
  ['--testNamePattern', 'old finding'],
);

function patternOf(given: string): string {
  return given.endsWith('.ts') ? join(suiteProject, given).replaceAll('.', '\\.') : given;
}
