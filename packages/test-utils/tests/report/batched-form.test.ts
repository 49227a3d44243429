import { expect, it } from 'vitest';
import { suggestBatched } from '../../src/report/batched-form.js';
import { makeQuery } from '../support/make-query.js';

const orEager = ', a join, or the eager loading of the ORM.';
const keys = `One query instead: a list of keys${orEager}`;

it.each([
  ['select * from a where id = 1', `One query instead: select * from a where id = any($1)${orEager}`],
  [
    'select * from "A" "x" where (("x"."Id" = $1))',
    `One query instead: select * from "A" x where ((x."Id" = any($1)))${orEager}`,
  ],
  ['select * from a where id = $1 limit 1', `One query instead: select * from a where id = any($1)${orEager}`],
  [
    'select * from a join b on b.id = a.b where a.id = 1',
    `One query instead: select * from a join b on b.id = a.b where a.id = any($1)${orEager}`,
  ],
  ['delete from a where id = 1', 'One query instead: delete from a where id = any($1).'],
  ['select * from a where id = $1 limit 5', keys],
  ['select * from a where id = $1 limit $2', keys],
  ['select * from a where id = 1 and b = 2', keys],
  ['select * from a where b = 2 or id = 1', keys],
  ['select * from a where id > 1', keys],
  ['select count(*) from a where id = 1', keys],
  ["select *, 'x' from a where id = 1", keys],
  ['select * from a where id = 1 order by b', keys],
  ['select exists(select from b) from a where id = 1', keys],
  ['select * from a', keys],
  ['update a set b = 1 where id = 2', 'One query instead: `update … from (values …)`, or the bulk update of the ORM.'],
  ['insert into a values (1)', 'One query instead: `values (…), (…)`, or the bulk insert of the ORM.'],
])('suggests for %j', (sql, suggestion) => {
  expect(suggestBatched(makeQuery(sql))).toBe(suggestion);
});
