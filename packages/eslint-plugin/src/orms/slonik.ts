import { slonikBulk } from './bulk/slonik-bulk.js';
import { type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const METHODS = [
  ...['any', 'anyFirst', 'exists', 'many', 'manyFirst', 'maybeOne', 'maybeOneFirst', 'one', 'oneFirst'],
  ...['query', 'stream', 'copyFromBinary'],
];

const pool: RoleFacts = {
  label: 'pool',
  isConnection: true,
  members: {
    ...each(METHODS, { executes: 'sql' }),
    ...each(['transaction', 'connect'], { callback: { parameters: ['pool'] } }),
    ...each(['end', 'state', 'getPoolState', 'on', 'off', 'once'], {}),
    configuration: { isProperty: true },
  },
};

/**
 * Slonik 23 to 49, and forks of it under a scope of their own. `sql` only builds: a method of the pool sends it.
 *
 * @see https://github.com/gajus/slonik#query-methods
 */
export const slonik: OrmFacts = {
  name: 'Slonik',
  packages: ['slonik', '@silverhand/slonik'],
  exports: {
    createPool: { returns: { is: 'role', role: 'pool' } },
    ...Object.fromEntries(
      [
        ...['DatabasePool', 'DatabasePoolConnection', 'DatabaseTransactionConnection', 'DatabaseConnection'],
        ...[
          'CommonQueryMethods',
          'DatabasePoolType',
          'DatabasePoolConnectionType',
          'DatabaseTransactionConnectionType',
        ],
        'CommonQueryMethodsType',
      ].map((name) => [name, { role: 'pool' }]),
    ),
  },
  roles: { pool },
  bulk: slonikBulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`= ANY(${sql.array(ids, "int8")})`) and take each row from a `Map`.',
  },
};
