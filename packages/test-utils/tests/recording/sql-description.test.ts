import { describe, expect, it } from 'vitest';
import { describeSql } from '../../src/recording/sql-description.js';

describe('shape', () => {
  it.each([
    ['select * from a where id = 1', "SELECT * FROM a WHERE id = 'x'", 'select * from a where id = $1'],
    ['select * from a where id = $1', 'select * from a where id = $7', 'select * from a where id = $1'],
    ['select * from a where id = -1', 'select * from a where id=+1.5e-3', 'select * from a where id = $1'],
    ['select "a"."id" from "a"', 'select a.id from a', 'select a.id from a'],
    ['select 1 /* route=/a /* nested */ */', '-- first\nselect 2 -- last', 'select $1'],
    [
      'select * from a where id in (1)',
      'select * from a where id in ($1, $2::int, 3)',
      'select * from a where id in (…)',
    ],
    ['x in ((1, 2))', "x in ((3, 'a'), ($1, null))", 'x in (…)'],
    ['select any(array[1])', "select any(array['a', 'b', $1])", 'select any(array[…])'],
    ['select array[[1, 2]]', 'select array[[1, 2], [3, 4]]', 'select array[…]'],
    [
      'insert into a (b, c) values ($1, $2)',
      'insert into a (b, c) values (1, 2), (3, DEFAULT)',
      'insert into a (b, c) values ($1, $2)',
    ],
    [
      'insert into a values (1, now())',
      'insert into a values (1, now()), (2, now())',
      'insert into a values ($1, now())',
    ],
    ["select 'it''s'", "select E'it\\'s'", 'select $1'],
    ["select $$a'b$$", 'select $tag$ $$ $tag$', 'select $1'],
    ["select 'a'\n  'b'", "select U&'\\0061'", 'select $1'],
    ['update a set b = null', 'update a set b = true', 'update a set b = $1'],
    ['savepoint typeorm_1', 'SAVEPOINT "typeorm_2"', 'savepoint $1'],
    ['rollback to savepoint a', 'rollback to savepoint b', 'rollback to savepoint $1'],
    ['select 1;', 'select 1', 'select $1'],
    ["select date '2026-01-01'", "select date '2026-01-02'", 'select date $1'],
    ['select 0xFF', 'select 1_000', 'select $1'],
    ['select a->-1', 'select a -> 2', 'select a -> $1'],
    ['select a @- -1', 'select a @- 1', 'select a @- $1'],
    ['select a where b=-1 and c>=-2', 'select a where b = 1 and c >= $7', 'select a where b = $1 and c >= $2'],
    ['select a join b on true', 'select a join b on false', 'select a join b on $1'],
    ['select a where not true', 'select a where not $1', 'select a where not $1'],
    ['select a where b is null', 'SELECT a WHERE b IS NULL', 'select a where b is null'],
    ["select 'a'\n--c\n 'b'", "select 'a' -- c\n'b'", 'select $1'],
    ["select 'a'\n/* c */ 'b'", 'select 1 2', 'select $1 $2'],
    ["select N'a', B'1', x'f'", "select 'a', 1, $1", 'select $1, $2, $3'],
    ['select größe, a$b from "ärger"', 'SELECT größe, A$B FROM ärger', 'select größe, a$b from ärger'],
    [
      'alter table a drop b, alter c set default 1',
      'alter table a drop b, alter c set default 2',
      'alter table a drop b, alter c set default $1',
    ],
    [
      'alter table a add foreign key (b) references c on delete set null',
      'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE SET NULL',
      'alter table a add foreign key(b) references c on delete set null',
    ],
    ['select a ? $1 and b ?| array[$2]', "select a ? 'x' and b ?| array['y', 'z']", 'select a ? $1 and b ?| array[…]'],
  ])('is one for %j and %j', (one, other, shape) => {
    expect(describeSql(one).shape).toBe(shape);
    expect(describeSql(other).shape).toBe(shape);
  });

  it.each([
    ['select * from a', 'select * from b'],
    ['select "A" from a', 'select a from a'],
    ['select "user" from a', 'select user from a'],
    ['select a from t where b = 1', 'select a from t where b <> 1'],
    ['select a from t where b in (1)', 'select a from t where b not in (1)'],
    ['select a from t where b in (1)', 'select a from t where b = 1'],
    ['select a from t where b in (1, c)', 'select a from t where b in (1, 2)'],
    ['select a from t where b in (array[c, 1], array[1])', 'select a from t where b in (array[1, 1], array[1])'],
    ['select a from t where b in (select 1)', 'select a from t where b in (1)'],
    ['select a from t where b is null', 'select a from t where b is not null'],
    ['select 1::date', 'select 1::timestamp'],
    ["select a ? 'b'", "select a ?| 'b'"],
    ['select a - 1', 'select a, -1'],
    ['select a limit 1', 'select a limit 1 offset 1'],
    ['insert into a values (1)', 'insert into a values (1, 2)'],
    ['insert into a values (now())', 'insert into a values (1)'],
    ['select (1, 2)', 'select f(1, 2)'],
    ["select 'a' from t", 'select "a" from t'],
    ['select -$1', 'select $1'],
    ['select case when a then b end - 1', 'select case when a then b end + 1'],
    ['select current_date - 1', 'select current_date + 1'],
    ["select a in (select b, date '2026-01-01')", "select a in (select b, interval '1 day')"],
    ['select array(select b, 1)', 'select array(select b, 1, 2)'],
    ['select a where b is true', 'select a where b is false'],
    ['select a where b is not true', 'select a where b is not null'],
  ])('differs for %j and %j', (one, other) => {
    expect(describeSql(one).shape).not.toBe(describeSql(other).shape);
  });

  it('reads like the statement', () => {
    expect(
      describeSql(
        `SELECT "Post"."id" AS "Post_id", count(*) FROM "post" "Post" LEFT JOIN "user" "u" ON u.id = ANY($1)
         WHERE ("Post"."tags"[1] = 'a' OR x ? 'b') AND d::numeric(10,2)[] IS NOT NULL ORDER BY 1 LIMIT 10`,
      ).shape,
    ).toBe(
      'select "Post".id as "Post_id", count(*) from post "Post" left join "user" u on u.id = any($1) ' +
        'where ("Post".tags[$2] = $3 or x ? $4) and d::numeric($5, $6)[] is not null order by $7 limit $8',
    );
  });
});

describe('generated aliases', () => {
  it.each([
    [
      'select e7.id, e7.name as e7__name from author as e7 join post p8 on p8.author = e7.id order by e7__name',
      'select e0.id, e0.name as e0__name from author as e0 join post p1 on p1.author = e0.id order by e0__name',
    ],
    ['select "t12_0".id from author "t12_0"', 'select t0_0.id from author t0_0'],
    ['select x9.a, x3.b from c x3, (select d) x9', 'select x1.a, x0.b from c x0, (select d) x1'],
    ['update author as a5 set name = $1 where a5.id = $2', 'update author as a0 set name = $1 where a0.id = $2'],
  ])('are renumbered in %j', (sql, shape) => {
    expect(describeSql(sql).shape).toBe(shape);
  });

  it.each([
    ['that run from 0', 'select e0.id, e2.id from author e0 join a_b e1 on true join tag e2 on e1.c = e2.c'],
    ['that run from 1', 'select a1.id, a2.id from node a1 join node a2 on a2.parent = a1.id'],
    ['without a number', 'select "User__User_posts".id from "user" "User__User_posts"'],
    ['with zeros before the number', 'select t07.id from author t07'],
    ['with numbers that no counter reaches', 'select t9999999999.id from author t9999999999'],
    ['that are no qualifiers', 'select count(a) as c5, d from e group by c5'],
    ['that are tables', 'select t5.id from t5'],
    ['that are tables of a schema', 'select s.t5.id from s.t5 where a5 = a6.b'],
    ['that are tables in a list', 'select t5.id, t6.id from a, t5 join t6 on t5.id = t6.id'],
  ])('are left alone %s', (_, sql) => {
    expect(describeSql(sql).shape).toBe(describeSql(sql.replace(/ on true/g, ' on $1')).shape);
    expect(describeSql(sql).shape.replaceAll('$1', 'true')).toBe(sql);
  });

  it('stay apart', () => {
    const shapes = ['e7.a = e8.b', 'e8.a = e7.b', 'e7.a = e7.b'].map(
      (condition) => describeSql(`select 1 from x e7 join y e8 on ${condition}`).shape,
    );
    expect(new Set(shapes).size).toBe(3);
    expect(describeSql('select e7.e7 from a e7').shape).toBe('select e0.e7 from a e0');
  });

  it('follow into the names of columns that a subquery gives', () => {
    expect(describeSql('select x."e7_id" from (select e7.id as "e7_id" from a e7) x').shape).toBe(
      'select x.e0_id from (select e0.id as e0_id from a e0) x',
    );
  });

  it('leave tables as they are called', () => {
    expect(describeSql('select t5.id from t7 t5 join "t9" on t9.id = t5.id').tables).toEqual(['t7', 't9']);
  });
});

describe('kind', () => {
  it.each([
    ['select 1', 'select'],
    ['(select 1) union (select 2)', 'select'],
    ['values (1)', 'select'],
    ['table a', 'select'],
    ['with x as (select 1) select * from x', 'select'],
    ['with x as (insert into a values (1) returning id) select * from x', 'insert'],
    ['with x as materialized (delete from a returning id) select * from x', 'delete'],
    ['with x as (select 1 as insert) update a set b = 1', 'update'],
    ['with recursive x (a) as (values (1)) delete from a', 'delete'],
    ['insert into a select * from b', 'insert'],
    ['update a set b = 1', 'update'],
    ['delete from a', 'delete'],
    ['copy a from stdin', 'copy'],
    ['create table a as select 1', 'other'],
    ['listen a', 'other'],
    ['begin; insert into a values (1); commit', 'insert'],
    ['begin; select 1', 'select'],
    ['', 'other'],
  ] as const)('of %j is %s', (sql, kind) => {
    expect(describeSql(sql).kind).toBe(kind);
  });
});

describe('tables', () => {
  it.each([
    ['select * from "Post" p, b as c join public.d on true', ['Post', 'b', 'public.d']],
    ['select (select 1 from x) from only a where b in (select id from Y)', ['x', 'a', 'y']],
    ['insert into a (b) select c from d on conflict (b) do update set b = 1', ['a', 'd']],
    ['update a set b = c.b from c where a.id = c.id', ['a', 'c']],
    ['delete from a using b, c where a.id = b.id', ['a', 'b', 'c']],
    ['with x (n) as (select 1 from a) select * from x join b using (id)', ['a', 'b']],
    ['select extract(year from d), substring(e from 1) from a where b is distinct from c', ['a']],
    ['select * from (a join b on true), lateral f(1) g, c for update of a', ['a', 'b', 'c']],
    ['select * from generate_series(1, 2)', []],
    ['copy a (b, c) from stdin', ['a']],
    ['copy (select * from a) to stdout', ['a']],
    ['truncate table a, b', ['a', 'b']],
    ['truncate a, only b cascade', ['a', 'b']],
    ['fetch 10 from cursor_1', []],
    ['merge into a using b on a.id = b.id when matched then update set c = 1', ['a', 'b']],
    ['select 1 from a; delete from b; select 1 from a', ['a', 'b']],
    ['select a, b from t order by a, b', ['t']],
    ['select count(*) from a where x between 1 and 2 group by y, z', ['a']],
    ['select * from a as x (y, z) join b using (c), d', ['a', 'b', 'd']],
    ['select * from a join b on c is distinct from d, e', ['a', 'b', 'e']],
    ['with x as (select 1) update a set b = 1', ['a']],
    ['with x as (select * from a), y as (select * from x) select * from y, b', ['a', 'b']],
    ['with x as (insert into a values (1) returning *) insert into b select * from x', ['a', 'b']],
    ['table a union all table b', ['a', 'b']],
    ['select * into temp table a from b', ['a', 'b']],
    ['select * into a from b', ['a', 'b']],
    ['select * into temp from b', ['temp', 'b']],
    ['merge into only a as t using (select * from b) x on true when matched then delete', ['a', 'b']],
    ['explain analyze insert into a select * from b', ['a', 'b']],
    ['explain (costs off, analyze) update a set b = 1', ['a']],
    ['explain execute x', []],
    ['prepare x (int) as delete from a', ['a']],
    ['declare x cursor for select * from a', ['a']],
    ["copy a from '/tmp/a'", ['a']],
    ["copy a from program 'x'", ['a']],
    ['create table a (id int references b (id), foreign key (c) references d)', ['a', 'b', 'd']],
    ['create temp table if not exists a.b (like c including all, d int)', ['a.b', 'c']],
    ['create unlogged table a as select inherit b from c', ['a', 'c']],
    ['create table a (x int default 1, y text collate "C") inherits (b, c)', ['a', 'b', 'c']],
    ['create table a partition of b for values from (minvalue) to (10)', ['a', 'b']],
    ['create table a (id int) using heap', ['a']],
    ['alter table if exists only a add foreign key (b) references c (d)', ['a', 'c']],
    ['alter table a rename to b', ['a']],
    ['alter table a add b int, add c int', ['a']],
    ['create table a (b text check (b like c))', ['a']],
    ['drop rule r on a', ['a']],
    ['alter table a attach partition b default', ['a', 'b']],
    ['alter table a inherit b', ['a', 'b']],
    ['alter table a alter column b type int using b::int', ['a']],
    ['drop table if exists a, b.c cascade', ['a', 'b.c']],
    ['create unique index concurrently if not exists i on only a using btree (b, lower(c))', ['a']],
    ['drop index i', []],
    ['create or replace view a (b) as select c from d', ['a', 'd']],
    ['create materialized view a as table b', ['a', 'b']],
    ['refresh materialized view concurrently a', ['a']],
    ['select 1 as table, b from a', ['a']],
    ['drop view a, b', ['a', 'b']],
    ['create trigger t before update of b on a for each row execute function f()', ['a']],
    ['drop trigger t on a', ['a']],
    ['create policy p on a using (b = current_user)', ['a']],
    ['create rule r as on insert to a do instead nothing', ['a']],
    ['create publication p for table a, b', ['a', 'b']],
    ['create statistics s on b, c from a', ['a']],
    ['create function f() returns int language sql return 1', []],
    ['truncate a, only b restart identity', ['a', 'b']],
    ['lock table only a, b in exclusive mode', ['a', 'b']],
    ['lock a', ['a']],
    ['vacuum', []],
    ['vacuum (full, verbose) a (b, c), d', ['a', 'd']],
    ['analyze verbose a', ['a']],
    ['cluster a using i', ['a']],
    ['reindex table concurrently a', ['a']],
    ['reindex index i', []],
    ["comment on table a is 'b'", ['a']],
    ["comment on index a is 'b'", []],
    ['grant select, update on a, b to c', ['a', 'b']],
    ['grant select on table a to b with grant option', ['a']],
    ['grant select on all tables in schema a to b', []],
    ['grant usage on schema a to b', []],
    ['grant a to b', []],
    ['revoke all on a from b', ['a']],
    ['import foreign schema a from server b into c', []],
    ['begin; create table a (); commit', ['a']],
  ])('of %j are %j', (sql, tables) => {
    expect(describeSql(sql).tables).toEqual(tables);
  });
});

describe('statements and control', () => {
  it.each([
    ['', 0, undefined],
    [' ; ; -- nothing', 0, undefined],
    ["select ';'", 1, undefined],
    ['select 1; select 2;', 2, undefined],
    ['begin', 1, 'transaction'],
    ['START TRANSACTION ISOLATION LEVEL SERIALIZABLE', 1, 'transaction'],
    ['commit', 1, 'transaction'],
    ['end', 1, 'transaction'],
    ['rollback to savepoint a', 1, 'transaction'],
    ['release savepoint a', 1, 'transaction'],
    ["prepare transaction 'a'", 1, 'transaction'],
    ['prepare a as select 1', 1, undefined],
    ["set client_min_messages to warning; set time zone 'utc'", 2, 'transaction'],
    ['begin; select 1', 2, undefined],
    ['begin_something()', 1, undefined],
    ["select set_config('a', 'b', false)", 1, undefined],
  ])('of %j are %i and %s', (sql, statements, control) => {
    expect(describeSql(sql)).toMatchObject({ statements, control });
  });
});
