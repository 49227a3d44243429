import { expect, it } from 'vitest';
import { adviseBatching } from '../../src/report/batching-advice.js';
import { makeQuery } from '../support/make-query.js';

it('advises once for each kind of statement, and not for those that have no form for many rows', () => {
  const repeated = [
    'select 1',
    'select 2',
    'insert into a values (1)',
    'update a set b = 1',
    'delete from a',
    'listen b',
  ];
  expect(adviseBatching(repeated.map((sql) => makeQuery(sql)))).toEqual([
    'One query for all rows: a list of keys, a join, or the eager loading of the ORM.',
    'One insert for all rows: `values (…), (…)`, or the bulk insert of the ORM.',
    'One update for all rows: `update … from (values …)`, or the bulk update of the ORM.',
    'One delete for all rows: a list of keys.',
  ]);
});
