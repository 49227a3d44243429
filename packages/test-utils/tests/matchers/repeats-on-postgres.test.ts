import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import { closePool } from '../support/close-pool.js';
import { messageOf, plainContext } from '../support/plain-context.js';

let postgres: StartedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 3 });
  await pool.query('create table post (id int primary key, author_id int, token text)');
  await pool.query("insert into post select id, id % 2, 'secret ' || id from generate_series(1, 6) id");
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

interface Post {
  readonly id: number;
  readonly author_id: number;
}

async function posts(): Promise<Post[]> {
  return (await pool.query<Post>('select id, author_id from post order by id')).rows;
}

const byToken = (token: string) => pool.query('select id from post where token = $1', [token]);

async function eachByToken(): Promise<void> {
  for (const { id } of await posts()) await byToken(`secret ${id}`);
}

async function eachAtOnce(): Promise<void> {
  await Promise.all((await posts()).map(({ id }) => byToken(`secret ${id}`)));
}

async function authorsOfPosts(): Promise<void> {
  for (const { author_id: id } of await posts()) await pool.query('select id from post where author_id = $1', [id]);
}

const repeating = (action: () => unknown, options?: unknown) =>
  matchers.toNotRepeatQueries.call(plainContext(), action, options);
const duplicating = (action: () => unknown, options?: unknown) =>
  matchers.toNotDuplicateQueries.call(plainContext(), action, options);

/** The message without the places of this file. */
const withoutPlaces = (message: string) => message.replaceAll(/\(.*?:\d+:\d+\)/g, '(…)');

describe('toNotRepeatQueries', () => {
  it('fails for a loop, and for a loop that sends all at once', async () => {
    expect(withoutPlaces(await messageOf(repeating(eachByToken)))).toMatchInlineSnapshot(`
      "expect(action).toNotRepeatQueries()

      Expected repeated statements: 0 (sent by one line for more than 1 set of values)
      Received repeated statements: 1

        6×  select id from post where token = $1  (6 rows)
            in byToken (…)
            once per row of: select id, author_id from post order by id
                             in posts (…)
            one query instead: select id from post where token = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
    expect(await messageOf(repeating(eachAtOnce))).toContain('6×  select id from post where token = $1');
    await expect(repeating(eachByToken, { max: 6 })).rejects.toThrow('Seed at least 7 rows');
  });

  it('passes for one query for all', async () => {
    const flat = async () => {
      const ids = (await posts()).map(({ id }) => id);
      await pool.query('select id from post where id = any($1)', [ids]);
    };
    expect((await repeating(flat)).pass).toBe(true);
  });
});

describe('toNotDuplicateQueries', () => {
  it('fails for the same author again and again', async () => {
    expect(withoutPlaces(await messageOf(duplicating(authorsOfPosts)))).toMatchInlineSnapshot(`
      "expect(action).toNotDuplicateQueries()

      Expected duplicate statements: 0 (sent more than once with the same values)
      Received duplicate statements: 1

        6×  select id from post where author_id = $1  (18 rows)
            in authorsOfPosts (…)
            2 sets of values, each more than once

        Load it once and pass it on, or keep it for the length of the request."
    `);
    expect((await duplicating(eachByToken)).pass).toBe(true);
  });
});

it('values are printed only where asked to', async () => {
  expect(await messageOf(repeating(eachByToken))).not.toContain('secret');
  expect(await messageOf(repeating(eachByToken, { showValues: true }))).toContain("values: [ 'secret 1' ]");
});
