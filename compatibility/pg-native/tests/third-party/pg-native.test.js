import pg from 'pg';
import { captureQueries } from '@flatquery/test-utils';
import { expect, it } from 'vitest';
import { pgApplication } from './applications/pg.js';
import { describeDriver } from './support/describe-driver.js';

const open = describeDriver({ ...pgApplication, name: 'pg-native', open: (target) => new pg.native.Pool(target) });

it('has its queries marked as those of the native driver', async () => {
  const pool = await open();
  const { queries } = await captureQueries(() => pool.query('select 1'));
  expect(queries.map(({ driver, rows }) => [driver, rows])).toEqual([['pg-native', 1]]);
});
