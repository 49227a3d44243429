import { libsqlBulk } from './bulk/libsql-bulk.js';
import { type OrmFacts, each } from './orm-facts.js';

/**
 * The client of libSQL and Turso. `batch` sends many statements at once.
 *
 * @see https://docs.turso.tech/sdk/ts/reference
 */
export const libsql: OrmFacts = {
  name: 'libSQL',
  packages: ['@libsql/client'],
  exports: {
    createClient: { returns: { is: 'role', role: 'client' } },
    Client: { role: 'client' },
    Transaction: { role: 'transaction' },
  },
  roles: {
    client: {
      label: 'Client',
      isConnection: true,
      members: {
        ...each(['execute', 'executeMultiple'], { executes: 'sql' }),
        transaction: { returns: { is: 'role', role: 'transaction' } },
        ...each(['batch', 'migrate'], { executes: 'write' }),
      },
    },
    transaction: {
      label: 'Transaction',
      isConnection: true,
      members: { ...each(['execute', 'executeMultiple'], { executes: 'sql' }), batch: { executes: 'write' } },
    },
  },
  bulk: libsqlBulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`WHERE id IN (…)`), or send them together (`batch`), and take each from a `Map`.',
  },
};
