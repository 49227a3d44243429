import { drizzleBulk } from './bulk/drizzle-bulk.js';
import { type OrmFacts, each } from './orm-facts.js';

const DATABASES = [
  'NodePgDatabase',
  'PostgresJsDatabase',
  'PgDatabase',
  'PgTransaction',
  'NeonHttpDatabase',
  'NeonDatabase',
  'VercelPgDatabase',
  'PgliteDatabase',
  'PgRemoteDatabase',
  'MySql2Database',
  'MySqlDatabase',
  'PlanetScaleDatabase',
  'LibSQLDatabase',
  'BetterSQLite3Database',
  'BaseSQLiteDatabase',
  'DrizzleD1Database',
  'BunSQLDatabase',
  'SqliteRemoteDatabase',
] as const;

/**
 * Drizzle ORM 0.4x and 1.0. Its builders run when they are awaited.
 *
 * @see https://orm.drizzle.team/docs/rqb
 */
export const drizzle: OrmFacts = {
  name: 'Drizzle',
  packages: ['drizzle-orm'],
  exports: {
    drizzle: { returns: { is: 'role', role: 'database' } },
    ...Object.fromEntries(DATABASES.map((name) => [name, { role: 'database' }])),
  },
  roles: {
    database: {
      label: 'db',
      isConnection: true,
      members: {
        ...each(['select', 'selectDistinct', 'selectDistinctOn', '$count'], {
          returns: { is: 'role', role: 'readBuilder' },
        }),
        ...each(['insert', 'update', 'delete', 'refreshMaterializedView'], {
          returns: { is: 'role', role: 'writeBuilder' },
        }),
        ...each(['execute', 'all', 'get', 'values'], { executes: 'sql' }),
        run: { executes: 'write' },
        transaction: { callback: { parameters: ['database'] } },
        with: { returns: { is: 'self' } },
        ...each(['query', '_query'], { isProperty: true, returns: { is: 'role', role: 'tables' } }),
      },
    },
    tables: { label: 'db.query', members: {}, others: { isProperty: true, returns: { is: 'role', role: 'table' } } },
    table: {
      label: 'db.query',
      members: { ...each(['findMany', 'findFirst'], { returns: { is: 'role', role: 'tableQuery' } }) },
    },
    tableQuery: {
      label: 'db.query',
      awaited: 'read',
      members: { ...each(['execute', 'all', 'get', 'sync'], { executes: 'read' }) },
      others: { returns: { is: 'self' } },
    },
    readBuilder: {
      label: 'db.select',
      awaited: 'read',
      members: { ...each(['execute', 'all', 'get'], { executes: 'read' }), ...each(['as', 'toSQL', 'getSQL'], {}) },
      others: { returns: { is: 'self' } },
    },
    writeBuilder: {
      label: 'db',
      awaited: 'write',
      members: { ...each(['execute', 'run', 'all', 'get'], { executes: 'write' }), ...each(['toSQL', 'getSQL'], {}) },
      others: { returns: { is: 'self' } },
    },
  },
  bulk: drizzleBulk,
  advice: {
    read: 'Load them with the rows (`with: { … }` or a join), or all at once before the loop (`inArray(column, ids)`) and take each from a `Map`.',
  },
};
