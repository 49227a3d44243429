import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { captureQueries } from '@flatquery/test-utils';
import { startPostgres } from '@flatquery/test-utils/postgres';

let database;
let pool;
before(async () => {
  assert.match(process.version, /^v24\./);
  database = await startPostgres();
  pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
});
after(async () => {
  await pool.end();
  await database.stop();
});

test('counts ten looped queries as ten, with their line', async () => {
  const { queries } = await captureQueries(async () => {
    for (let id = 1; id <= 10; id += 1) await pool.query('select $1::int', [id]);
  });
  assert.equal(queries.length, 10);
  assert.ok(queries.every(({ callSite }) => callSite?.file === import.meta.filename));
});
