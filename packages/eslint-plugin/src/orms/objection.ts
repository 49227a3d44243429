import { objectionBulk } from './bulk/objection-bulk.js';
import { objectionEager } from './eager/objection-eager.js';
import { type MemberFacts, type OrmFacts, type Returned, type RoleFacts, each } from './orm-facts.js';
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
const gives = (role: string): MemberFacts => ({ returns: { is: 'role', role } });
const READ_BUILDER = gives('readBuilder');
const ONE = ['findById', 'findOne', 'first'] as const;

const builder = (awaited: 'read' | 'write', more: Partial<RoleFacts> = {}, one = 'rowBuilder'): RoleFacts => ({
  label: 'QueryBuilder',
  awaited,
  members: {
    ...each(WRITES, gives('writeBuilder')),
    ...each(ONE, gives(one)),
    execute: { executes: awaited, ...(more.brings && !more.isLazyRelation ? { returns: more.brings } : {}) },
    resultSize: { executes: 'read' },
    toKnexQuery: { returns: { is: 'export', package: 'knex', name: 'QueryBuilder' } },
    ...each(['as', 'modelClass', 'tableNameFor', 'tableRefFor', 'isFind'], {}),
  },
  others: BUILDS,
  rows: 'row',
  ...more,
});

/** What builders bring whose rows are of the model that they were asked for. */
const ROWS: Returned = { is: 'rows' };
const ROW: Returned = { is: 'row' };
const ofModel = (more: Partial<RoleFacts>, one?: string): RoleFacts => {
  const { members, ...rest } = builder('read', more, one);
  return { ...rest, members: { ...members, ...each(['page', 'range'], gives('pageBuilder')) } };
};

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
        ...each(['query', 'fetchGraph'], READ_BUILDER),
        // Rows of the relation, for those that `for(ids)` names.
        relatedQuery: gives('anyBuilder'),
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
        $query: gives('rowBuilder'),
        $relatedQuery: gives('relatedBuilder'),
        $fetchGraph: { ...gives('relatedRowBuilder'), skippingOption: 'skipFetched' },
        ...each(['$toJson', '$set', '$setJson', '$id', '$clone', '$validate', '$formatJson'], {}),
      },
    },
    readBuilder: ofModel({ brings: ROWS }),
    rowBuilder: builder('read', { brings: ROW }),
    pageBuilder: builder('read', { brings: { is: 'role', role: 'page' } }, 'pageBuilder'),
    page: { label: 'Model', members: { results: { isProperty: true, returns: ROWS } }, rows: 'row' },
    anyBuilder: builder('read', {}, 'anyBuilder'),
    writeBuilder: builder('write', {}, 'writeBuilder'),
    /** Of one row: what it reads has not been loaded with the others. */
    relatedBuilder: builder('read', { brings: ROWS, isLazyRelation: true }, 'relatedRowBuilder'),
    relatedRowBuilder: builder('read', { brings: ROW, isLazyRelation: true }, 'relatedRowBuilder'),
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
