import { type BulkFacts, type BulkTable, eachBulk } from './bulk-facts.js';

const SQL: BulkFacts = {
  sql: {
    values: [{ argument: 1 }],
    insert: 'one `INSERT` with several `VALUES`, or `insert(rows)` of the repository',
    condition: '`WHERE id = ANY($1)`',
  },
};

/** Writes of a handle whose entity is known, or is named by the first argument. */
function writes(entityArgument: 0 | 1): Record<string, BulkFacts> {
  const rows = [{ argument: entityArgument }];
  const where = { argument: entityArgument };
  // The entity may be left out where the row tells it.
  const anyRows = entityArgument === 0 ? rows : [{ argument: 0 }, { argument: 1 }];
  const entity = entityArgument === 0 ? '' : 'Entity, ';
  return {
    ...Object.fromEntries(
      ['save', 'remove', 'softRemove', 'recover'].map((name) => [
        name,
        { rows: anyRows, givesRows: true, form: `\`${name}(rows)\`` },
      ]),
    ),
    insert: { rows, form: `\`insert(${entity}rows)\`` },
    upsert: { rows, form: `\`upsert(${entity}rows, conflictPaths)\`` },
    update: { where, form: `\`update(${entity}{ id: In(ids) }, values)\`` },
    ...Object.fromEntries(
      ['delete', 'softDelete', 'restore'].map((name) => [
        name,
        { where, form: `\`${name}(${entity}{ id: In(ids) })\`` },
      ]),
    ),
    ...Object.fromEntries(
      ['increment', 'decrement'].map((name) => [
        name,
        { where, form: `\`${name}(${entity}{ id: In(ids) }, column, value)\`` },
      ]),
    ),
  };
}

const IN_IDS = "`.where('id IN (:...ids)', { ids })`";

/**
 * Bulk forms of TypeORM.
 *
 * @see https://typeorm.io/docs/working-with-entity-manager/repository-api
 */
export const typeormBulk: BulkTable = {
  repository: { ...writes(0), query: SQL },
  entityManager: { ...writes(1), query: SQL },
  activeRecord: { ...writes(0), query: SQL },
  activeRow: Object.fromEntries(
    ['save', 'remove', 'softRemove', 'recover'].map((name) => [
      name,
      { rows: 'receiver', givesRows: true, form: `\`${name}(rows)\` of the entity's class` },
    ]),
  ),
  dataSource: { query: SQL },
  queryRunner: { query: SQL },
  queryBuilder: {
    insert: { form: '`.values(rows)`' },
    ...eachBulk(['update', 'delete', 'softDelete', 'restore'], { form: IN_IDS }),
  },
  writeBuilder: {
    values: { rows: [{ argument: 0 }] },
    ...eachBulk(['where', 'andWhere'], { where: { argument: 0 }, condition: 'text' }),
  },
  relationBuilder: {
    of: { where: { argument: 0 } },
    ...Object.fromEntries(
      ['add', 'remove'].map((name) => [name, { where: { argument: 0 }, form: `\`.${name}(ids)\`` }]),
    ),
  },
};
