import { postgresJsBulk } from './bulk/postgres-js-bulk.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const RUNS: MemberFacts = { executes: 'sql', sqlArgument: 'builder' };

/** What `sql` makes of a template: part of another template, or a query that runs when it is awaited. */
const pendingQuery: RoleFacts = {
  label: 'sql',
  awaited: 'sql',
  members: {
    forEach: { ...RUNS, callback: { parameters: [], isPerRow: true } },
    ...each(['readable', 'writable', 'describe'], RUNS),
    cursor: { ...RUNS, returns: { is: 'batches' } },
    execute: { ...RUNS, returns: { is: 'self' } },
    ...each(['values', 'raw', 'simple'], { returns: { is: 'self' } }),
    cancel: {},
  },
};

const sql: RoleFacts = {
  label: 'sql',
  isConnection: true,
  tag: { returns: { is: 'role', role: 'pendingQuery' } },
  // A helper: names, values and rows that go into a template.
  call: {},
  members: {
    unsafe: { returns: { is: 'role', role: 'pendingQuery' } },
    file: { returns: { is: 'role', role: 'fileQuery' } },
    ...each(['begin', 'savepoint'], { callback: { parameters: ['sql'] } }),
    reserve: { returns: { is: 'role', role: 'sql' } },
    ...each(['array', 'json', 'typed', 'types'], {}),
  },
};

/**
 * Postgres.js 3. A template is a query where it is awaited, and a fragment where it stands in another one.
 *
 * @see https://github.com/porsager/postgres#queries
 */
export const postgresJs: OrmFacts = {
  name: 'Postgres.js',
  packages: ['postgres'],
  exports: {
    default: { returns: { is: 'role', role: 'sql' } },
    ...Object.fromEntries(['Sql', 'ISql', 'TransactionSql', 'ReservedSql'].map((name) => [name, { role: 'sql' }])),
    ...Object.fromEntries(
      ['PendingQuery', 'PendingValuesQuery', 'PendingRawQuery'].map((name) => [name, { role: 'pendingQuery' }]),
    ),
  },
  roles: {
    sql,
    pendingQuery,
    // Its text stands in another file.
    fileQuery: { ...pendingQuery, awaited: 'read' },
  },
  bulk: postgresJsBulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`WHERE id = ANY(${ids})`) and take each row from a `Map`.',
  },
};
