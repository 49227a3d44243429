import { knexBulk } from './bulk/knex-bulk.js';
import { type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const WRITES = [
  'insert',
  'update',
  'upsert',
  'del',
  'delete',
  'truncate',
  'increment',
  'decrement',
  'batchInsert',
] as const;

const builder: RoleFacts = {
  label: 'Knex',
  awaited: 'read',
  others: { returns: { is: 'self' } },
  members: {
    ...each(WRITES, { returns: { is: 'role', role: 'writeBuilder' } }),
    ...each(['toSQL', 'toQuery', 'toString'], {}),
    ...each(['asCallback', 'stream'], { executes: 'read' }),
    ...each(['then', 'catch', 'finally'], {}),
  },
};

const knexRole: RoleFacts = {
  label: 'Knex',
  isConnection: true,
  call: { returns: { is: 'role', role: 'builder' } },
  members: {
    ...each(
      [
        'select',
        'from',
        'with',
        'withRecursive',
        'column',
        'columns',
        'first',
        'count',
        'queryBuilder',
        'table',
        'distinct',
      ],
      {
        returns: { is: 'role', role: 'builder' },
      },
    ),
    into: { returns: { is: 'role', role: 'builder' } },
    ...each(WRITES, { returns: { is: 'role', role: 'writeBuilder' } }),
    raw: { returns: { is: 'role', role: 'rawBuilder' } },
    transaction: { callback: { parameters: ['knex'] }, returns: { is: 'self' } },
    ...each(['withSchema', 'withUserParams'], { returns: { is: 'self' } }),
  },
};

/**
 * Knex 0.95 to 3.
 *
 * @see https://knexjs.org/guide/interfaces.html#promises
 */
export const knex: OrmFacts = {
  name: 'Knex',
  packages: ['knex'],
  exports: {
    default: { returns: { is: 'role', role: 'knex' } },
    knex: { returns: { is: 'role', role: 'knex' } },
    Knex: { role: 'knex', returns: { is: 'role', role: 'knex' } },
    Transaction: { role: 'knex' },
    QueryBuilder: { role: 'builder' },
  },
  roles: {
    knex: knexRole,
    builder,
    rawBuilder: { ...builder, members: {} },
    writeBuilder: {
      label: 'Knex',
      awaited: 'write',
      others: { returns: { is: 'self' } },
      members: { ...each(['toSQL', 'toQuery', 'toString'], {}) },
    },
  },
  bulk: knexBulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`whereIn`) and take each from a `Map`, or join them.',
  },
};
