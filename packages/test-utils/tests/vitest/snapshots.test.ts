import { describeSnapshots } from '../support/describe-snapshots.js';
import { vitest } from './fixture-project.js';

describeSnapshots({
  name: 'vitest',
  args: (folder, report, { update, only }) => [
    ...[vitest, 'run', '--root', folder, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...(update === true ? ['-u'] : []),
    ...(only === undefined ? [] : ['-t', only]),
  ],
  hintMark: ' > ',
  indentation: '    ',
  obsolete: /1 obsolete\n.*\n.*passes with one 1/,
  difference: [
    'Error: expect(action).toMatchQuerySnapshot()',
    '',
    'Snapshot `passes with one 1` mismatched',
    '',
    '  3×  select * from author where id = $1  (3 rows)',
  ].join('\n'),
  missing: 'Snapshot `passes with one 1` mismatched: none is recorded, and in CI none is written.',
});
