import type { RowHookFacts } from './row-hook-facts.js';

/** @see https://vincit.github.io/objection.js/api/model/instance-methods.html */
export const objectionRows: readonly RowHookFacts[] = [
  {
    by: 'method',
    of: ['Model'],
    names: ['$afterFind'],
    row: 'this',
    runs: 'Objection runs for each row that it loads',
  },
  {
    by: 'method',
    of: ['Model'],
    names: ['$formatJson', '$parseDatabaseJson', '$formatDatabaseJson'],
    row: 'this',
    runs: 'Objection runs for each row that it converts',
  },
];
