import pg from 'pg';
import { text } from 'node:stream/consumers';
import { to as copyTo } from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { captureMatchers, matchers } from '../../src/matchers/matchers.js';
import { captureQueries } from '../../src/recording/capture-queries.js';
import { closePool } from '../support/close-pool.js';
import { errorOf, messageOf, messageOfResult, plainContext, rejectionOf } from '../support/plain-context.js';

let postgres: StartedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 1 });
  await pool.query('create table post (id int primary key, title text, body text, author_id int)');
  await pool.query("insert into post select id, 'title', 'body', id from generate_series(1, 3) id");
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

function check(action: () => unknown, most: unknown, isNot = false) {
  return matchers.toSelectAtMostColumns.call(plainContext(isNot), action, most);
}

const all = () => pool.query('select * from post where id > $1', [0]);
const few = () => pool.query('select id, title from post');

/** The message without the places of this file. */
const withoutPlaces = (message: string) => message.replaceAll(/\(.*?:\d+:\d+\)/g, '(…)');

describe('toSelectAtMostColumns', () => {
  it('counts the columns that a read returns, also where the statement names none', async () => {
    expect((await check(all, 4)).pass).toBe(true);
    expect((await check(all, 3)).pass).toBe(false);
    expect((await check(few, 2)).pass).toBe(true);
  });

  it.each<[string, () => unknown, number]>([
    ['the widest of several statements', () => pool.query('select 1; select 1, 2, 3; select 1, 2'), 3],
    [
      'a prepared statement that is sent again',
      async () => {
        const named = { name: 'posts', text: 'select * from post' };
        await pool.query(named);
        await pool.query({ name: 'posts', text: named.text });
      },
      4,
    ],
    [
      'a cursor',
      async () => {
        const client = await pool.connect();
        const cursor = client.query(new Cursor('select id, title from post'));
        await cursor.read(2);
        await cursor.close();
        client.release();
      },
      2,
    ],
    ['a read without rows', () => pool.query('select id, title, body from post where id = 0'), 3],
    ['what a write returns', () => pool.query('update post set title = title returning id, title'), 2],
  ])('of %s', async (_, action, columns) => {
    expect((await check(action, columns)).pass).toBe(true);
    expect((await check(action, columns - 1)).pass).toBe(false);
  });

  it('explains which reads are too wide', async () => {
    const both = () => Promise.all([all(), few()]);
    expect(withoutPlaces(await messageOf(check(both, 2)))).toMatchInlineSnapshot(`
      "expect(action).toSelectAtMostColumns(2)

      Expected columns of each read: at most 2
      Received columns of the widest read: 4

        1×  select * from post where id > $1  (3 rows of 4 columns)
            in all (…)

      Select the columns that are used, by their names."
    `);
  });

  it('explains that none is wide though one should be', async () => {
    expect(withoutPlaces(await messageOf(check(few, 2, true), true))).toMatchInlineSnapshot(`
      "expect(action).not.toSelectAtMostColumns(2)

      Expected columns of some read: more than 2
      Received columns of the widest read: 2

        1×  select id, title from post  (3 rows of 2 columns)
            in few (…)"
    `);
  });

  it('throws where nothing was read', async () => {
    expect(
      String(await rejectionOf(check(() => pool.query('update post set title = title'), 2))),
    ).toMatchInlineSnapshot(
      `"MissingEvidenceError: toSelectAtMostColumns() saw no query that returns rows, so that there are no columns to count."`,
    );
  });

  it('leaves failed reads and COPY out', async () => {
    const failing = async () => {
      await few();
      await pool.query('select nothing from post').catch(() => undefined);
      const client = await pool.connect();
      await text(client.query(copyTo('copy post to stdout')));
      client.release();
    };
    expect((await check(failing, 2)).pass).toBe(true);
  });

  it('says that nothing was sent', async () => {
    expect((await rejectionOf(check(() => undefined, 5))).message).toContain('toSelectAtMostColumns() saw no query');
  });

  it.each([0, 1.5, '2'])('refuses %j', async (most) => {
    expect((await rejectionOf(check(few, most))).message).toMatch(
      /^toSelectAtMostColumns\(\) needs a number of columns from 1, received /,
    );
  });
});

describe('toHaveSelectedAtMostColumns', () => {
  const { toHaveSelectedAtMostColumns } = captureMatchers;

  it('says the same of a finished capture that kept the columns', async () => {
    const capture = await captureQueries(all, { columns: true });
    expect(toHaveSelectedAtMostColumns.call(plainContext(), capture, 4).pass).toBe(true);
    expect(messageOfResult(toHaveSelectedAtMostColumns.call(plainContext(), capture, 3))).toContain(
      '(3 rows of 4 columns)',
    );
    expect(capture.queries[0]?.columns).toBe(4);
  });

  it('throws for one that did not', async () => {
    const capture = await captureQueries(all);
    expect(capture.queries[0]?.columns).toBeUndefined();
    const rejection = errorOf(() => toHaveSelectedAtMostColumns.call(plainContext(), capture, 4));
    expect(withoutPlaces(String(rejection))).toMatchInlineSnapshot(`
      "MissingEvidenceError: toHaveSelectedAtMostColumns() can't tell how many columns 1 query returned: not ended when the action settled, or the capture did not keep them. Await them in the action, or pass \`{ columns: true }\` to captureQueries().

        1×  select * from post where id > $1  (3 rows)
            in all (…)"
    `);
  });
});
