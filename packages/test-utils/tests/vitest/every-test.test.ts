import { describeEveryTest, suiteProject } from '../support/describe-every-test.js';
import { runFixture } from '../support/fixture-run.js';
import { vitest } from './fixture-project.js';

describeEveryTest(
  'Vitest',
  (files, environment, ...options) =>
    runFixture(
      (report) => [
        ...[vitest, 'run', ...files, '--root', suiteProject, ...options],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        ...(environment['FIXTURE_REPORTER'] === 'none' ? [] : ['--reporter=@flatquery/test-utils/suite']),
      ],
      suiteProject,
      environment,
    ),
  ['--testNamePattern', 'old finding'],
);
