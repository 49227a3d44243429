import { type BulkFacts, type BulkTable, eachBulk } from './bulk-facts.js';

const SQL: BulkFacts = {
  sql: {
    values: [{ argument: 1 }],
    insert: '`insertMany(Entity, rows)`',
    condition: '`WHERE id IN (?)`',
  },
};

function writes(entityArgument: 0 | 1): Record<string, BulkFacts> {
  const at = { argument: entityArgument };
  const entity = entityArgument === 0 ? '' : 'Entity, ';
  return {
    insert: { rows: [at], form: `\`insertMany(${entity}rows)\`` },
    upsert: { rows: [at], form: `\`upsertMany(${entity}rows)\`` },
    nativeUpdate: { where: at, form: `\`nativeUpdate(${entity}{ id: { $in: ids } }, values)\`` },
    nativeDelete: { where: at, form: `\`nativeDelete(${entity}{ id: { $in: ids } })\`` },
    persistAndFlush: { rows: [{ argument: 0 }], form: '`persist(row)` for each, and `flush()` once after them' },
    removeAndFlush: { rows: [{ argument: 0 }], form: '`remove(row)` for each, and `flush()` once after them' },
    // Handing a row over by itself is no write: `em.persist(row).flush()`.
    ...eachBulk(['persist', 'remove'], { rows: [{ argument: 0 }] }),
    flush: { isFlush: true, form: '`flush()` once, after the last one' },
  };
}

/**
 * Bulk forms of MikroORM, whose unit of work writes all that was changed in one `flush`.
 *
 * @see https://mikro-orm.io/docs/unit-of-work
 */
export const mikroOrmBulk: BulkTable = {
  entityManager: { ...writes(1), execute: SQL },
  repository: writes(0),
  queryBuilder: {
    insert: { rows: [{ argument: 0 }], form: '`.insert(rows)`' },
    update: { form: '`.where({ id: { $in: ids } })`' },
    delete: { where: { argument: 0 }, form: '`.where({ id: { $in: ids } })`' },
    ...eachBulk(['where', 'andWhere'], { where: { argument: 0 } }),
  },
  writeBuilder: { ...eachBulk(['where', 'andWhere'], { where: { argument: 0 } }) },
  connection: { execute: SQL },
};
