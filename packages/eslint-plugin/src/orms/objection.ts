import { objectionBulk } from './bulk/objection-bulk.js';
import { objectionEager } from './eager/objection-eager.js';
import { type MemberFacts, type OrmFacts, type RoleFacts, each } from './orm-facts.js';
import { objectionRows } from './per-row/objection-rows.js';

const BUILDS: MemberFacts = { returns: { is: 'self' } };
const WRITES = [
  ...[
    'insert',
    'insertAndFetch',
    'insertGraph',
    'insertGraphAndFetch',
    'update',
    'updateAndFetch',
    'updateAndFetchById',
  ],
  ...['patch', 'patchAndFetch', 'patchAndFetchById', 'upsertGraph', 'upsertGraphAndFetch', 'delete', 'deleteById'],
  ...['del', 'relate', 'unrelate', 'increment', 'decrement', 'truncate'],
] as const;
const READ_BUILDER: MemberFacts = { returns: { is: 'role', role: 'readBuilder' } };

const builder = (awaited: 'read' | 'write'): RoleFacts => ({
  label: 'QueryBuilder',
  awaited,
  members: {
    ...each(WRITES, { returns: { is: 'role', role: 'writeBuilder' } }),
    execute: { executes: awaited },
    resultSize: { executes: 'read' },
    toKnexQuery: { returns: { is: 'export', package: 'knex', name: 'QueryBuilder' } },
    ...each(['as', 'modelClass', 'tableNameFor', 'tableRefFor', 'isFind'], {}),
  },
  others: BUILDS,
});

/**
 * Objection 2 and 3. Its builders run when they are awaited.
 *
 * @see https://vincit.github.io/objection.js/api/query-builder/
 */
export const objection: OrmFacts = {
  name: 'Objection',
  packages: ['objection'],
  exports: {
    Model: { role: 'row', staticRole: 'model' },
    ModelClass: { role: 'model' },
    ...Object.fromEntries(['QueryBuilder', 'QueryBuilderType'].map((name) => [name, { role: 'readBuilder' }])),
    transaction: {},
  },
  roles: {
    model: {
      label: 'Model',
      members: {
        ...each(['query', 'relatedQuery', 'fetchGraph'], READ_BUILDER),
        ...each(['bindKnex', 'bindTransaction'], BUILDS),
        fromJson: { returns: { is: 'row' } },
        fromDatabaseJson: { returns: { is: 'row' } },
        transaction: { callback: { parameters: [] } },
        ...each(['knex', 'startTransaction'], { returns: { is: 'export', package: 'knex', name: 'Knex' } }),
        knexQuery: { returns: { is: 'export', package: 'knex', name: 'QueryBuilder' } },
        ...each(['raw', 'ref', 'fn'], {}),
      },
    },
    /** A row: what it asks of its relations is one query for it alone. */
    row: {
      label: 'Model',
      members: {
        $query: READ_BUILDER,
        $relatedQuery: { returns: { is: 'role', role: 'relatedBuilder' } },
        $fetchGraph: { returns: { is: 'role', role: 'relatedBuilder' } },
        ...each(['$toJson', '$set', '$setJson', '$id', '$clone', '$validate', '$formatJson'], {}),
      },
    },
    readBuilder: builder('read'),
    writeBuilder: builder('write'),
    relatedBuilder: builder('read'),
  },
  eager: objectionEager,
  bulk: objectionBulk,
  rows: objectionRows,
  advice: {
    read: "Load them with the rows (`withGraphFetched('…')`), or all at once before the loop (`findByIds(ids)`, `whereIn`) and take each from a `Map`.",
    lazyRelation:
      "Load `{{relation}}` with the rows: add `withGraphFetched('{{relation}}')` to their query, or call `Model.fetchGraph(rows, '{{relation}}')` once.",
  },
};
