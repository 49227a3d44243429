import pg from 'pg';
import Cursor from 'pg-cursor';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import { captureQueries } from '../../src/recording/capture-queries.js';
import { closePool } from '../support/close-pool.js';
import { messageOf, plainContext, rejectionOf } from '../support/plain-context.js';

let postgres: StartedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 1 });
});

beforeEach(async () => {
  await pool.query(`
    drop schema public cascade;
    create schema public;
    create table author (id int primary key, name text, country text);
    create table post (id int primary key, author_id int, title text, status text, "publishedAt" timestamptz);
    create table tag (id int primary key, post_id int, kind text);
    create table category (id int, name text);
    create table event (id int, at date, kind text) partition by range (at);
    create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01');
    create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
    create index on event (id);
    create table visit (tenant int, page int, at date);
    create index on visit (tenant, page);
    create table follow (user_id int, follower_id int, primary key (user_id, follower_id));
    create table member (id int primary key, user_id int unique);
    create table letter (kind int, owner text);
    create index on letter (kind, owner);
    create table sender (id int primary key, kind text);
    create table note (author_id int, at int);
    create index note_idx on note (at, author_id);
    drop schema if exists earlier cascade;
    create schema earlier;
    create table earlier.note (author_id int, at int);
    create index note_idx on earlier.note (author_id);
    create view living as select * from author where country <> 'c9';
    create index on author (country);
    create index on tag (post_id);
    create index on post (lower(title));
    create index live on post (status) where status = 'live';
    insert into author select n, 'author ' || n, 'c' || n % 3 from generate_series(1, 20) n;
    insert into post select n, n % 20, 'title ' || n, 'live', now() from generate_series(1, 30) n;
    insert into tag select n, n % 30, 'k' from generate_series(1, 40) n;
    insert into category values (1, 'a')`);
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

const run =
  (sql: string, values: readonly unknown[] = []) =>
  () =>
    pool.query(sql, [...values]);

function check(action: () => unknown, options?: unknown, isNot = false) {
  return matchers.toBeServedByIndexes.call(plainContext(isNot), action, options);
}

/** The message without the places of this file. */
const withoutPlaces = (message: string) => message.replaceAll(/\(\S*?:\d+:\d+\)|\S+\.test\.ts:\d+:\d+/g, '(…)');

describe('toBeServedByIndexes', () => {
  it.each<[string, string, (readonly unknown[])?]>([
    ['a key', 'select * from post where id = $1', [5]],
    ['a list of keys', 'select * from post where id = any($1)', [[1, 2, 3]]],
    ['a key and a further condition', 'select * from post where id = $1 and title = $2', [5, 'x']],
    ['an expression', 'select * from post where lower(title) = $1', ['x']],
    ['the values of a partial index', 'select * from post where status = $1', ['live']],
    ['a join', 'select * from author a join post p on p.id = a.id where a.country = $1', ['c1']],
    ['a join of all rows', 'select * from post p join author a on a.id = p.author_id where a.id = 5 or true'],
    ['a left join', 'select * from post p left join tag t on t.post_id = p.id and t.kind = $1', ['k']],
    ['a subquery', 'select p.id, (select count(*) from tag t where t.post_id = p.id) from post p where p.id = $1', [5]],
    ['two conditions of which either holds', "select * from author where id = 5 or country = 'c1'"],
    ['a lock', 'select * from post where id = $1 for update', [5]],
    ['a column of a view', 'select * from living where id = $1', [5]],
    ['the partitions of a table', 'select * from event where id = $1', [5]],
    ['a column whose type the server infers', 'select * from post where id = $1 and $2::text is not null', [5, 'x']],
    ['columns with which an index begins', 'select * from visit where page = $1 and tenant = $2', [5, 6]],
    ['a column with which an index of the same name begins', 'select * from earlier.note where author_id = $1', [5]],
    ['a row by its place', "select * from post where ctid = '(0,1)'"],
  ])('passes for %s', async (_, sql, values) => {
    expect((await check(run(sql, values))).pass).toBe(true);
  });

  it.each<[string, string, readonly unknown[], string]>([
    ['a column without an index', 'select * from post where author_id = $1', [5], 'post to find post.author_id = $1'],
    [
      'a column without an index, though the order has one',
      'select * from post where author_id = $1 order by id limit 10',
      [5],
      'post to find post.author_id = $1',
    ],
    [
      'a further condition beside that of a partial index',
      'select * from post where status = $1 and title = $2',
      ['live', 'x'],
      'post to find post.title = $1',
    ],
    [
      'other values than those of a partial index',
      'select * from post where status = $1',
      ['draft'],
      'post to find post.status = $1',
    ],
    [
      'one of two conditions of which either holds',
      'select * from post where id = 3 or author_id = $1',
      [5],
      'post to find (post.id = $1) or (post.author_id = $2)',
    ],
    [
      'a join',
      'select * from author a join post p on p.author_id = a.id where a.country = $1',
      ['c1'],
      'post to find a.id = p.author_id',
    ],
    [
      'a join by names',
      'select * from post p join author a on a.name = p.title where p.id = $1',
      [5],
      'author to find a.name = p.title',
    ],
    [
      'a subquery',
      'select p.id, (select count(*) from author a where a.name = p.title) from post p where p.id = $1',
      [5],
      'author to find a.name = p.title',
    ],
    [
      'a common table expression',
      'with mine as (select * from post where author_id = $1) select * from mine',
      [5],
      'post to find post.author_id = $1',
    ],
    [
      'one half of a union',
      'select id from post where id = 1 union all select id from post where author_id = $1',
      [5],
      'post to find post',
    ],
    ['a column of a view', 'select * from living where name = $1', ['x'], 'author to find '],
    [
      'one partition of a table',
      "select * from event where kind = $1 and at < '2026-01-01'",
      ['k'],
      'event_2025 to find ',
    ],
    ['a later column of an index', 'select * from visit where page = $1', [5], 'visit to find visit.page = $1'],
    [
      'either of two columns of one index',
      'select * from visit where tenant = $1 or page = $2',
      [5, 6],
      'visit to find ',
    ],
    [
      'a later column of an index, though the other side is called like its first',
      'select f.user_id from member m join follow f on f.follower_id = m.user_id where m.id = $1',
      [5],
      'follow to find f.follower_id = m.user_id',
    ],
    [
      'a later column of an index, though a function of the other side names its first',
      'select y.* from sender x join letter y on y.owner = lower(x.kind) where x.id = $1',
      [5],
      'letter to find y.owner = lower(x.kind)',
    ],
    [
      'a later column of an index whose name is also one of another schema',
      'select * from note where author_id = $1',
      [5],
      'note to find note.author_id = $1',
    ],
    ['a pattern', 'select * from author where name like $1', ['a%'], 'author to find author.name ~~ $1::text'],
  ])('fails for %s', async (_, sql, values, found) => {
    expect(await messageOf(check(run(sql, values)))).toContain(`reads all of ${found}`);
  });

  it('finds a join that reads all of a table, whichever side the planner begins with', async () => {
    // With many posts it begins with them, and looks each author up by its key.
    await pool.query('insert into post select n, n % 20, null, null, null from generate_series(31, 20000) n; analyze');
    const join = 'select * from author a join post p on p.author_id = a.id where a.country = $1';
    expect(await messageOf(check(run(join, ['c1'])))).toContain('reads all of post to find');
    await pool.query('create index on post (author_id)');
    expect((await check(run(join, ['c1']))).pass).toBe(true);
  });

  it('asks each database for the plans of its own reads', async () => {
    const name = `beside_${process.pid}`;
    await pool.query(`create database ${name}`);
    const url = new URL(postgres.connectionString);
    url.pathname = `/${name}`;
    const other = new pg.Pool({ connectionString: url.href });
    await other.query('create table tag (post_id int); create table audit (who int); create index on audit (who)');
    const both = (sql: string) => async () => {
      await pool.query('select * from tag where post_id = $1', [5]);
      await other.query(sql, [5]);
    };
    expect((await check(both('select * from audit where who = $1'))).pass).toBe(true);
    expect(await messageOf(check(both('select * from tag where post_id = $1')))).toContain('reads all of tag to find');
    await closePool(other);
    await pool.query(`drop database ${name}`);
  });

  it('closes its connection where a setting is refused, and names that', async () => {
    class Refusing extends pg.Client {
      override query = ((sql: unknown, ...others: unknown[]): unknown =>
        sql === 'set lock_timeout = 5000'
          ? Promise.reject(new Error('no such setting'))
          : Reflect.apply(Reflect.get(pg.Client.prototype, 'query') as () => unknown, this, [
              sql,
              ...others,
            ])) as pg.Client['query'];
    }
    const client = new Refusing(postgres.connectionString);
    await client.connect();
    const rejection = await rejectionOf(check(() => client.query('select * from post where id = 1')));
    await client.end();
    expect(rejection.message).toContain('the server refused `set lock_timeout = 5000`: no such setting');
    await expect
      .poll(async () => (await pool.query('select from pg_stat_activity where datname = current_database()')).rowCount)
      .toBe(1);
  });

  it.each([
    ['the branch that has none', 'select * from visit where id = $1 or page = $2', '(page)'],
    ['equal columns before those of ranges', 'select * from note where at > $1 and author_id = $2', '(author_id, at)'],
  ])('suggests an index for %s', async (_, sql, columns) => {
    await pool.query(
      'alter table visit add column if not exists id int; create index if not exists visit_id on visit (id)',
    );
    await pool.query('drop index note_idx');
    const message = await messageOf(check(run(sql, [5, 6])));
    await pool.query('create index note_idx on note (at, author_id)');
    expect(message).toMatch(/an index would do: create index on \S+ /);
    expect(message).toContain(columns);
  });

  it('suggests an index for a varchar, which the server casts, and none for what the read casts', async () => {
    await pool.query('create table label (id int, name varchar(50))');
    const byName = run('select * from label where name = $1', ['x']);
    const [, index = ''] = /an index would do: (.*)/.exec(await messageOf(check(byName))) ?? [];
    expect(index).toBe('create index on public.label (name)');
    await pool.query(index);
    expect((await check(byName)).pass).toBe(true);
    const byText = await messageOf(check(run('select * from label where id::text = $1', ['5'])));
    expect(byText).not.toContain('an index would do');
  });

  it('passes once the index that it names is there', async () => {
    const byTitle = run('select * from post where "publishedAt" > $1', [new Date()]);
    const [, index = ''] = /an index would do: (.*)/.exec(await messageOf(check(byTitle))) ?? [];
    expect(index).toBe('create index on public.post ("publishedAt")');
    await pool.query(index);
    expect((await check(byTitle)).pass).toBe(true);
  });

  it('explains each statement once, with its line and without its values', async () => {
    const both = async () => {
      for (const id of [1, 2]) await pool.query('select * from post where author_id = $1', [id]);
      await pool.query("select * from author where name = 'secret'");
      await pool.query('select * from post where id = $1', [1]);
    };
    const message = await messageOf(check(both));
    expect(withoutPlaces(message)).toMatchInlineSnapshot(`
      "expect(action).toBeServedByIndexes()

      Expected statements that no index can serve: 0
      Received statements that no index can serve: 2

        2×  select * from post where author_id = $1
            in both (…)
            reads all of post to find post.author_id = $1
            an index would do: create index on public.post (author_id)
        1×  select * from author where name = $1
            in both (…)
            reads all of author to find author.name = $1::text
            an index would do: create index on public.author (name)"
    `);
    expect(await messageOf(check(both, { showValues: true }))).toContain('values: [ 1 ], [ 2 ]');
  });

  it('judges a statement by several sets of values', async () => {
    const both = async () => {
      for (const status of ['live', 'draft']) await pool.query('select * from post where status = $1', [status]);
    };
    expect((await check(both)).pass).toBe(false);
  });

  it('explains that all are served though one should not be', async () => {
    const message = await messageOf(check(run('select * from post where id = 1'), {}, true), true);
    expect(withoutPlaces(message)).toMatchInlineSnapshot(`
      "expect(action).not.toBeServedByIndexes({})

      Expected statements that no index can serve: at least 1
      Received statements that no index can serve: 0

        1×  select * from post where id = $1  (1 row of 5 columns)
            in (…)"
    `);
    expect((await check(run('select * from post where author_id = 1'), {}, true)).pass).toBe(false);
  });

  describe('tables that are read as a whole', () => {
    const both = async () => {
      await pool.query('select * from category');
      await pool.query('select * from post where id = 1');
    };

    it('need no index, unless they are large', async () => {
      expect((await check(both)).pass).toBe(true);
      await pool.query('insert into category select n from generate_series(1, 100) n');
      expect((await check(both)).pass).toBe(true);
      expect(await messageOf(check(both, { largerThan: 20 }))).toMatch(/reads all of category$/m);
    });

    it('are no evidence', async () => {
      expect(String(await rejectionOf(check(run('select * from category'))))).toMatchInlineSnapshot(
        `"MissingEvidenceError: toBeServedByIndexes() saw no read that looks for rows by a condition, so that there is nothing for an index to serve."`,
      );
    });
  });

  describe('largerThan', () => {
    const byAuthor = run('select * from post where author_id = 5');

    it('leaves small tables out, and needs a large one to judge', async () => {
      expect((await check(byAuthor, { largerThan: 29 })).pass).toBe(false);
      expect(String(await rejectionOf(check(byAuthor, { largerThan: 30 })))).toMatchInlineSnapshot(
        `"MissingEvidenceError: toBeServedByIndexes() saw no read that looks for rows by a condition in a table of more than 30 rows, so that there is nothing for an index to serve. Seed more rows, or pass a smaller \`largerThan\`."`,
      );
    });
  });

  it('lets pass what is allowed, and prints why', async () => {
    const allow = [{ table: 'author', reason: 'twenty of them' }];
    const both = async () => {
      await pool.query("select * from author where name = 'a'");
      await pool.query('select * from post where author_id = 1');
    };
    const message = await messageOf(check(both, { allow }));
    expect(message).not.toContain('from author');
    expect(message).toContain('Allowed: twenty of them');
  });

  describe('without evidence', () => {
    it('throws where a read can not be explained', async () => {
      const temporary = async () => {
        await pool.query('create temporary table basket (id int)');
        await pool.query('select * from basket where id = 1');
        await pool.query('drop table basket');
      };
      expect(withoutPlaces(String(await rejectionOf(check(temporary))))).toMatchInlineSnapshot(`
        "MissingEvidenceError: toBeServedByIndexes() can't tell how PostgreSQL would run a read. It asks over a connection of its own, which sees neither temporary tables nor what was not committed.

          select * from basket where id = $1
            in temporary (…)
            relation "basket" does not exist"
      `);
      const several = run('select 1; select * from post where id = 1');
      expect((await rejectionOf(check(several))).message).toContain('it holds several statements');
    });

    it('throws where nothing is read, and where no query was sent', async () => {
      expect((await rejectionOf(check(run('update post set title = null')))).message).toContain(
        'saw no read that looks for',
      );
      expect((await rejectionOf(check(() => undefined))).message).toMatch(/^toBeServedByIndexes\(\) saw no query/);
    });

    it('throws where there is no connection', async () => {
      const options = { connectionString: 'postgres://nobody@127.0.0.1:1/nothing' };
      const rejection = await rejectionOf(check(run('select * from post where id = 1'), options));
      expect(rejection.message).toMatch(
        /^toBeServedByIndexes\(\) could not connect to ask for plans: .*ECONNREFUSED.*\. Pass `connectionString`, the database that the action uses\.$/,
      );
      expect(rejection.name).toBe('MatcherError');
    });
  });

  it('asks for statements that are sent again by their name, and for those of cursors', async () => {
    const named = () => pool.query({ name: 'by-author', text: 'select * from post where author_id = $1', values: [1] });
    await named();
    expect((await check(named)).pass).toBe(false);
    const read = async () => {
      const client = await pool.connect();
      const cursor = client.query(new Cursor('select * from post where author_id = $1', [1]));
      await cursor.read(2);
      await cursor.close();
      client.release();
    };
    expect((await check(read)).pass).toBe(false);
  });

  it('gives up where a table is locked by the transaction of a test', async () => {
    const emptied = async () => {
      await pool.query('begin; truncate post');
      await pool.query('select * from post where id = 1');
    };
    const error = await rejectionOf(check(emptied));
    await pool.query('rollback');
    expect(error.message).toContain('canceling statement due to lock timeout');
  });

  it('asks where a connection string leads', async () => {
    const options = { connectionString: postgres.connectionString };
    expect((await check(run('select * from post where author_id = 1'), options)).pass).toBe(false);
  });

  it('leaves no connection, no setting and no query behind', async () => {
    const { queries, uncounted } = await captureQueries(async () => {
      await check(run('select * from post where id = 1'));
    });
    expect(queries.map(({ sql }) => sql)).toEqual(['select * from post where id = 1']);
    expect(uncounted.every(({ uncounted: reason }) => reason === 'ignored')).toBe(true);
    const { rows } = await pool.query<{ setting: string; connections: number }>(
      "select current_setting('enable_seqscan') as setting, (select count(*)::int from pg_stat_activity where datname = current_database()) as connections",
    );
    expect(rows[0]?.setting).toBe('on');
    await expect
      .poll(async () => (await pool.query('select from pg_stat_activity where datname = current_database()')).rowCount)
      .toBe(1);
  });

  it.each<[unknown, string]>([
    [{ largerThan: -1 }, 'needs a number of rows for `largerThan`, received -1.'],
    [{ connectionString: 5 }, 'takes a text for `connectionString`, received 5.'],
    [
      { tables: 5 },
      'takes the options largerThan, connectionString, allow, strict and showValues, received { tables: 5 }.',
    ],
  ])('refuses %j', async (options, message) => {
    expect(String(await rejectionOf(check(run('select 1'), options)))).toBe(
      `MatcherError: toBeServedByIndexes() ${message}`,
    );
  });
});
