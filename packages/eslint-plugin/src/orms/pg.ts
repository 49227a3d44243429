import { pgBulk } from './bulk/pg-bulk.js';
import type { OrmFacts } from './orm-facts.js';

/**
 * The driver node-postgres.
 *
 * @see https://node-postgres.com/apis/pool
 */
export const pg: OrmFacts = {
  name: 'pg',
  packages: ['pg', 'pg-pool', '@types/pg'],
  exports: {
    Pool: { role: 'pool' },
    Client: { role: 'client' },
    ClientBase: { role: 'client' },
    PoolClient: { role: 'client' },
    // pg-pool exports the class itself.
    default: { role: 'pool' },
  },
  roles: {
    pool: {
      label: 'Pool',
      isConnection: true,
      members: {
        query: { executes: 'sql' },
        connect: { returns: { is: 'role', role: 'client' }, callback: { parameters: ['', 'client'] } },
      },
    },
    client: { label: 'Client', isConnection: true, members: { query: { executes: 'sql' } } },
  },
  bulk: pgBulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`WHERE id = ANY($1)`) and take each row from a `Map`.',
  },
};
