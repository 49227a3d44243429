import { pgPromiseBulk } from './bulk/pg-promise-bulk.js';
import { type OrmFacts, each } from './orm-facts.js';

const QUERIES = [
  'query',
  'none',
  'one',
  'oneOrNone',
  'many',
  'manyOrNone',
  'any',
  'result',
  'multi',
  'multiResult',
  'stream',
] as const;

/**
 * pg-promise 10 to 12.
 *
 * @see https://vitaly-t.github.io/pg-promise/Database.html
 */
export const pgPromise: OrmFacts = {
  name: 'pg-promise',
  packages: ['pg-promise'],
  exports: {
    default: { returns: { is: 'role', role: 'library' } },
    IMain: { role: 'library' },
    ...Object.fromEntries(
      ['IDatabase', 'ITask', 'IConnected', 'IBaseProtocol'].map((name) => [name, { role: 'database' }]),
    ),
  },
  roles: {
    library: { label: 'pgp', members: {}, call: { returns: { is: 'role', role: 'database' } } },
    database: {
      label: 'db',
      isConnection: true,
      members: {
        ...each(QUERIES, { executes: 'sql' }),
        ...each(['each', 'map'], { executes: 'sql', callback: { parameters: [], isPerRow: true } }),
        ...each(['func', 'proc'], { executes: 'read' }),
        ...each(['tx', 'txIf', 'task', 'taskIf'], { callback: { parameters: ['database'] } }),
        connect: { returns: { is: 'self' } },
      },
    },
  },
  bulk: pgPromiseBulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`WHERE id = ANY($1)`) and take each row from a `Map`.',
  },
};
