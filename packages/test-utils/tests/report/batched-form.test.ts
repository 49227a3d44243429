import { expect, it } from 'vitest';
import { batchedForm } from '../../src/report/batched-form.js';
import { makeQuery } from '../support/make-query.js';

it.each([
  ['select * from a where id = 1', 'select * from a where id = any($1)'],
  ['select * from "A" "x" where (("x"."Id" = $1))', 'select * from "A" x where ((x."Id" = any($1)))'],
  ['select * from a where id = $1 limit 1', 'select * from a where id = any($1)'],
  ['select * from a join b on b.id = a.b where a.id = 1', 'select * from a join b on b.id = a.b where a.id = any($1)'],
  ['delete from a where id = 1', 'delete from a where id = any($1)'],
])('writes the form of %j for a list of keys', (sql, batched) => {
  expect(batchedForm(makeQuery(sql))).toBe(batched);
});

it.each([
  'select * from a where id = $1 limit 5',
  'select * from a where id = $1 limit $2',
  'select * from a where id = 1 and b = 2',
  'select * from a where b = 2 or id = 1',
  'select * from a where id > 1',
  'select count(*) from a where id = 1',
  "select *, 'x' from a where id = 1",
  'select * from a where id = 1 order by b',
  'select exists(select from b) from a where id = 1',
  'select * from a',
  'update a set b = 1 where id = 2',
  'insert into a values (1)',
])('writes none for %j, where it would not be exact', (sql) => {
  expect(batchedForm(makeQuery(sql))).toBeUndefined();
});
