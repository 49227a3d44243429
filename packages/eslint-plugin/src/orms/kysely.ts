import { kyselyBulk } from './bulk/kysely-bulk.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';

const BUILDS: MemberFacts = { returns: { is: 'self' } };
const EXECUTE = ['execute', 'executeTakeFirst', 'executeTakeFirstOrThrow', 'stream', 'explain'] as const;
const IN_MEMORY = each(['as', 'compile', 'toOperationNode'], {});

const builder = (label: string, executes: 'read' | 'write'): RoleFacts => ({
  label,
  members: { ...each(EXECUTE, { executes }), ...IN_MEMORY },
  others: BUILDS,
});

const database: RoleFacts = {
  label: 'db',
  isConnection: true,
  members: {
    ...each(['selectFrom', 'selectNoFrom'], { returns: { is: 'role', role: 'readBuilder' } }),
    ...each(['insertInto', 'replaceInto', 'updateTable', 'deleteFrom', 'mergeInto'], {
      returns: { is: 'role', role: 'writeBuilder' },
    }),
    ...each(
      ['with', 'withRecursive', 'withSchema', 'withPlugin', 'withoutPlugins', 'withTables', '$extendTables'],
      BUILDS,
    ),
    ...each(['transaction', 'connection', 'startTransaction'], {
      returns: { is: 'role', role: 'scope' },
    }),
    executeQuery: { executes: 'sql' },
    ...each(['destroy', 'getExecutor', 'case', 'commit', 'rollback', 'savepoint'], {}),
    ...each(['schema', 'introspection', 'fn', 'dynamic', 'isTransaction'], { isProperty: true }),
  },
};

/**
 * Kysely 0.2x. A builder sends its query when `execute` or one of its kin is called.
 *
 * @see https://kysely-org.github.io/kysely-apidoc/classes/SelectQueryBuilder.html
 */
export const kysely: OrmFacts = {
  name: 'Kysely',
  packages: ['kysely'],
  exports: {
    ...Object.fromEntries(
      ['Kysely', 'Transaction', 'ControlledTransaction', 'QueryCreator', 'ReadonlyKysely'].map((name) => [
        name,
        { role: 'database' },
      ]),
    ),
    SelectQueryBuilder: { role: 'readBuilder' },
    ...Object.fromEntries(
      ['InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder', 'MergeQueryBuilder'].map((name) => [
        name,
        { role: 'writeBuilder' },
      ]),
    ),
    sql: { role: 'raw', returns: { is: 'role', role: 'raw' } },
    RawBuilder: { role: 'raw' },
  },
  roles: {
    database,
    readBuilder: builder('db.selectFrom', 'read'),
    writeBuilder: builder('db', 'write'),
    /** A transaction or connection that is being set up: its function gets a database of its own. */
    scope: {
      label: 'db',
      members: { execute: { callback: { parameters: ['database'] }, returns: { is: 'role', role: 'database' } } },
      others: BUILDS,
    },
    raw: {
      label: 'sql',
      members: { execute: { executes: 'sql', sqlArgument: 'builder' }, ...IN_MEMORY },
      others: BUILDS,
    },
  },
  bulk: kyselyBulk,
  advice: {
    read: "Load them with a join (`jsonArrayFrom`), or all at once before the loop (`where('id', 'in', ids)`) and take each from a `Map`.",
  },
};
