import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it } from 'vitest';
import { markedLines, sitesOf } from '../interceptor/support/marked-lines.js';
import { pgPromiseApplication } from './applications/pg-promise.js';
import { describeDriver } from './support/describe-driver.js';

const open = describeDriver(pgPromiseApplication);

describe('pg-promise', () => {
  const line = markedLines(__filename);

  it('has several statements in one query counted as one query', async () => {
    const db = await open();
    const { queries } = await captureQueries(async () => {
      await db.multi('select 1; select 2'); // several
    });
    expect(queries.map(({ statements, rows }) => [statements, rows])).toEqual([[2, 2]]);
    expect(sitesOf(queries)).toEqual([line('several')]);
  });

  it('has the queries of a task counted, each with its line', async () => {
    const db = await open();
    const { queries, uncounted } = await captureQueries(() =>
      db.task(async (task) => {
        await task.one('select 1'); // first of a task
        await task.one('select 2'); // second of a task
      }),
    );
    expect(sitesOf(queries)).toEqual([line('first of a task'), line('second of a task')]);
    expect(uncounted).toEqual([]);
  });
});
