import { describeSnapshots } from '../support/describe-snapshots.js';
import { jest } from './fixture-project.js';

describeSnapshots({
  name: 'jest',
  args: (folder, report, { ci, update, only }) => [
    ...[jest, '--rootDir', folder, `--ci=${String(ci === true)}`, '--json', `--outputFile=${report}`],
    ...(update === true ? ['-u'] : []),
    ...(only === undefined ? [] : ['-t', only]),
  ],
  hintMark: ': ',
  indentation: '   ',
  obsolete: /1 snapshot obsolete/,
  difference: [
    '    expect(action).toMatchQuerySnapshot()',
    '',
    '    Snapshot name: `passes with one 1`',
    '',
    '    - Snapshot  - 1',
    '    + Received  + 1',
    '',
    '      1× select * from post order by id limit $1',
    '    - 1× select * from author where id = any($1)',
    '    + 3× select * from author where id = $1',
  ].join('\n'),
  missing: 'New snapshot was not written',
});
