import { knexBulk } from './bulk/knex-bulk.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const BUILDER: MemberFacts = { returns: { is: 'role', role: 'builder' } };
const WRITE_BUILDER: MemberFacts = { returns: { is: 'role', role: 'writeBuilder' } };
const BUILDS: MemberFacts = { returns: { is: 'self' } };

const WRITES = [
  'insert',
  'upsert',
  'update',
  'updateFrom',
  'increment',
  'decrement',
  'del',
  'delete',
  'truncate',
] as const;

const TEXT = each(['toSQL', 'toQuery', 'toString'], {});

const builder: RoleFacts = {
  label: 'Knex',
  awaited: 'read',
  members: {
    ...each(WRITES, WRITE_BUILDER),
    ...each(['asCallback', 'stream', 'pipe'], { executes: 'read' }),
    ...TEXT,
  },
  others: BUILDS,
};

const writeBuilder: RoleFacts = {
  label: 'Knex',
  awaited: 'write',
  members: { ...each(['asCallback', 'stream', 'pipe'], { executes: 'write' }), ...TEXT },
  others: BUILDS,
};

const rawBuilder: RoleFacts = {
  label: 'Knex',
  awaited: 'sql',
  members: { ...each(['asCallback', 'stream', 'pipe'], { executes: 'sql', sqlArgument: 'builder' }), ...TEXT },
  others: BUILDS,
};

/** The function that Knex is, and a transaction: whatever is not listed starts a query. */
const knexRole: RoleFacts = {
  label: 'Knex',
  isConnection: true,
  call: BUILDER,
  members: {
    ...each(WRITES, WRITE_BUILDER),
    batchInsert: WRITE_BUILDER,
    raw: { returns: { is: 'role', role: 'rawBuilder' } },
    ...each(['transaction', 'savepoint'], { callback: { parameters: ['knex'] }, returns: { is: 'self' } }),
    transactionProvider: { returns: { is: 'role', role: 'transactionProvider' } },
    ...each(['withUserParams', 'initialize'], BUILDS),
    ...each(['destroy', 'commit', 'rollback', 'isCompleted', 'ref', 'on', 'once', 'off'], {}),
    ...each(
      ['schema', 'client', 'migrate', 'seed', 'fn', 'userParams', 'isTransaction', 'executionPromise', 'VERSION'],
      { isProperty: true },
    ),
  },
  others: BUILDER,
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
    Raw: { role: 'rawBuilder' },
  },
  roles: {
    knex: knexRole,
    builder,
    rawBuilder,
    writeBuilder,
    transactionProvider: { label: 'Knex', members: {}, call: { returns: { is: 'role', role: 'knex' } } },
  },
  bulk: knexBulk,
  advice: {
    read: 'Ask for all of them in one query before the loop (`whereIn`) and take each from a `Map`, or join them.',
  },
};
