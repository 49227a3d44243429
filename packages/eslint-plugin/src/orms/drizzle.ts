import { drizzleBulk } from './bulk/drizzle-bulk.js';
import { drizzleEager } from './eager/drizzle-eager.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const BUILDS: MemberFacts = { returns: { is: 'self' } };
const READ_BUILDER: MemberFacts = { returns: { is: 'role', role: 'readBuilder' } };
const SET_OPERATORS = ['union', 'unionAll', 'intersect', 'intersectAll', 'except', 'exceptAll'] as const;

const database: RoleFacts = {
  label: 'db',
  isConnection: true,
  members: {
    ...each(['select', 'selectDistinct', 'selectDistinctOn', '$count'], READ_BUILDER),
    ...each(['insert', 'update', 'delete', 'refreshMaterializedView'], {
      returns: { is: 'role', role: 'writeBuilder' },
    }),
    execute: { returns: { is: 'role', role: 'rawQuery' } },
    // SQLite has them in place of `execute`; its synchronous drivers send the query at once.
    ...each(['all', 'get', 'values'], { executes: 'sql' }),
    run: { executes: 'write' },
    // Many queries, one round trip.
    batch: { executes: 'write' },
    transaction: { callback: { parameters: ['database'] } },
    with: BUILDS,
    $with: {},
    ...each(['query', '_query'], { isProperty: true, returns: { is: 'role', role: 'tables' } }),
  },
};

const readBuilder: RoleFacts = {
  label: 'db.select',
  awaited: 'read',
  members: {
    ...each(['execute', 'run', 'all', 'get', 'values'], { executes: 'read' }),
    ...each(['as', 'toSQL', 'getSQL'], {}),
    prepare: { returns: { is: 'role', role: 'preparedRead' } },
  },
  others: BUILDS,
};

/**
 * Drizzle ORM 0.3x to 1.0, on any driver. Its builders run when they are awaited.
 *
 * @see https://orm.drizzle.team/docs/rqb
 */
export const drizzle: OrmFacts = {
  name: 'Drizzle',
  packages: ['drizzle-orm'],
  exports: {
    drizzle: { returns: { is: 'role', role: 'database' } },
    ...Object.fromEntries(SET_OPERATORS.map((name) => [name, READ_BUILDER])),
  },
  // Each driver has its own. Those for Effect are not awaited; D1 calls the database itself so.
  exportPatterns: [{ name: /^(?!Effect|Any|\w*Effect)\w+(?:Database|Transaction)$/, facts: { role: 'database' } }],
  roles: {
    database,
    tables: { label: 'db.query', members: {}, others: { isProperty: true, returns: { is: 'role', role: 'table' } } },
    table: {
      label: 'db.query',
      members: {
        ...each(['findMany', 'findFirst'], { returns: { is: 'role', role: 'tableQuery' }, eagerArgument: 0 }),
      },
    },
    tableQuery: {
      label: 'db.query',
      awaited: 'read',
      members: {
        ...each(['execute', 'sync'], { executes: 'read' }),
        toSQL: {},
        prepare: { returns: { is: 'role', role: 'preparedRead' } },
      },
    },
    readBuilder,
    writeBuilder: {
      label: 'db',
      awaited: 'write',
      members: {
        ...each(['execute', 'run', 'all', 'get'], { executes: 'write' }),
        ...each(['toSQL', 'getSQL'], {}),
        prepare: { returns: { is: 'role', role: 'preparedWrite' } },
      },
      others: BUILDS,
    },
    rawQuery: {
      label: 'db',
      awaited: 'sql',
      members: { execute: { executes: 'sql', sqlArgument: 'builder' }, ...each(['getQuery', 'getSQL'], {}) },
    },
    preparedRead: {
      label: 'db',
      members: { ...each(['execute', 'run', 'all', 'get', 'values'], { executes: 'read' }) },
    },
    preparedWrite: {
      label: 'db',
      members: { ...each(['execute', 'run', 'all', 'get', 'values'], { executes: 'write' }) },
    },
  },
  entities: ['pgTable', 'pgView', 'pgMaterializedView', 'mysqlTable', 'sqliteTable', 'singlestoreTable'],
  recognisedBy: [
    { role: 'database', members: ['insert', 'update', 'delete', '$count'], by: 'entity' },
    { role: 'readBuilder', members: ['from'], by: 'entity' },
    { role: 'table', members: ['findMany', 'findFirst'], by: 'operator' },
    { role: 'table', members: ['findMany', 'findFirst'], by: 'operator-callback' },
  ],
  eager: drizzleEager,
  bulk: drizzleBulk,
  advice: {
    read: 'Load them with the rows (`with: { … }` or a join), or all at once before the loop (`inArray(column, ids)`) and take each from a `Map`.',
  },
};
