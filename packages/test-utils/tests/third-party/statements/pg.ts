import type { Pool } from 'pg';
import { idsOf, type Statements } from './statements.js';

const texts = (size: number): readonly string[] => {
  const list = idsOf(size).join(', ');
  return [
    `select * from author where id in (${list})`,
    `select * from author where id not in (${list})`,
    `select * from author where id = any(array[${list}])`,
    `select * from author where id = ${size}`,
    `select * from author where id <> -${size}`,
    `select * from author where name = 'a''${size}' or name like '%${size}%'`,
    `select * from author where name = E'\\\\${size}' and id > ${size}`,
    `select * from author where name = $$${size}$$`,
    `select * from author order by id desc limit ${size}`,
    `select * from author order by id desc limit ${size} offset ${size}`,
    `select distinct author_id from post where id between ${size} and ${size + 1}`,
    `select author_id, count(*) from post group by author_id having count(*) > ${size}`,
    `select a.name, p.title from author a left join post p on p.author_id = a.id and p.id < ${size}`,
    `select * from author a where exists (select 1 from post p where p.author_id = a.id and p.id > ${size})`,
    `with recent as (select * from post where id > ${size}) select * from recent`,
    `select '{"a": ${size}}'::jsonb -> 'a', '{"a": 1}'::jsonb ? 'b${size}'`,
    `select now() - interval '${size} days' > date '2026-01-0${size}'`,
    `select now() > '2026-01-0${size}'::date`,
    `select now() > '2026-01-0${size}'::timestamp`,
    `select case when ${size} > 1 then 'many' else 'one' end`,
    `select row_number() over (partition by author_id order by id) from post limit ${size}`,
    `insert into author (name) values ${idsOf(size)
      .map((id) => `('Author ${id}')`)
      .join(', ')}`,
    `insert into author (id, name) values (${size * 1000}, 'a') on conflict (id) do update set name = excluded.name`,
    `insert into author (id, name) values (${size * 1000}, 'a') on conflict do nothing`,
    `update author set name = name || '${size}' where id in (${list})`,
    `delete from author where name = '${size}'`,
    `select * from author where id = ${size} for update`,
    `select 1 /* request ${size} */`,
    `-- request ${size}\nselect 1`,
    `set local statement_timeout = ${size}000`,
    `savepoint point_${size}`,
  ];
};

/** Statements as people write them. */
export const pgStatements: Statements<Pool> = {
  async send(pool, size) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      for (const text of texts(size)) await client.query(text);
      await client.query('rollback');
    } finally {
      client.release();
    }
  },
};
