import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it } from 'vitest';
import { markedLines, sitesOf } from '../interceptor/support/marked-lines.js';
import { authors, knexApplication } from './applications/knex.js';
import { describeDriver } from './support/describe-driver.js';

const open = describeDriver(knexApplication);

describe('Knex', () => {
  const line = markedLines(__filename);

  it('has each insert of a batch counted, in the transaction that it makes for them', async () => {
    const db = await open();
    const { queries, uncounted } = await captureQueries(async () => {
      await db.batchInsert('tag', [{ label: 'a' }, { label: 'b' }, { label: 'c' }], 2); // batch
    });
    expect(queries.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['insert', 2],
      ['insert', 1],
    ]);
    expect(sitesOf(queries)).toEqual([line('batch'), line('batch')]);
    expect(uncounted.map(({ sql }) => sql)).toEqual(['BEGIN;', 'COMMIT;']);
  });

  it('has a stream counted as one query with its rows, and its capture in place of its line', async () => {
    const db = await open();
    const readAll = async (): Promise<void> => {
      for await (const author of authors(db).select().stream()) expect(author).toHaveProperty('name');
    };
    const { queries } = await captureQueries(readAll); // stream
    expect(queries.map(({ rows, callSite }) => [rows, callSite?.fallback])).toEqual([[10, 'capture']]);
    expect(sitesOf(queries)).toEqual([line('stream')]);
  });

  it('has savepoints of nested transactions told apart', async () => {
    const db = await open();
    const { queries, uncounted } = await captureQueries(async () => {
      const outer = await db.transaction();
      const inner = await outer.transaction();
      await authors(inner).first(); // nested
      await inner.rollback();
      await outer.commit();
    });
    expect(sitesOf(queries)).toEqual([line('nested')]);
    expect(uncounted.map(({ sql, uncounted: reason }) => `${reason ?? ''}: ${sql.replace(/trx\d+/, 'trx')}`)).toEqual([
      'transaction: BEGIN;',
      'transaction: SAVEPOINT trx;',
      'transaction: ROLLBACK TO SAVEPOINT trx',
      'transaction: COMMIT;',
    ]);
  });

  it('has a query that then() starts located where its end is awaited', async () => {
    const db = await open();
    const { queries } = await captureQueries(async () => {
      const started = new Promise((resolve, reject) => {
        authors(db).first().then(resolve, reject);
      });
      await started; // then
    });
    expect(sitesOf(queries)).toEqual([line('then')]);
  });
});
