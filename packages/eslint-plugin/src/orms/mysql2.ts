import { mysql2Bulk } from './bulk/mysql2-bulk.js';
import { type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const connection: RoleFacts = {
  label: 'Connection',
  isConnection: true,
  members: {
    ...each(['query', 'execute'], { executes: 'sql' }),
    ...each(['getConnection', 'promise'], { returns: { is: 'self' }, callback: { parameters: [] } }),
    ...each(['beginTransaction', 'commit', 'rollback', 'ping', 'end', 'destroy', 'release', 'format', 'escape'], {}),
  },
};

/**
 * mysql2 2 and 3, with promises and with callbacks.
 *
 * @see https://sidorares.github.io/node-mysql2/docs
 */
export const mysql2: OrmFacts = {
  name: 'mysql2',
  packages: ['mysql2', 'mysql'],
  exports: {
    ...Object.fromEntries(
      ['createPool', 'createConnection', 'createPoolCluster'].map((name) => [
        name,
        { returns: { is: 'role' as const, role: 'connection' } },
      ]),
    ),
    ...Object.fromEntries(['Pool', 'Connection', 'PoolConnection'].map((name) => [name, { role: 'connection' }])),
  },
  roles: { connection },
  bulk: mysql2Bulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`WHERE id IN (?)`) and take each row from a `Map`.',
  },
};
