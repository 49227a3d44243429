import pg from 'pg';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';

/** Starts a database with 20 posts of 20 authors, for the fixture projects. */
export async function startBlog(): Promise<StartedPostgres> {
  const postgres = await startPostgres();
  const client = new pg.Client({ connectionString: postgres.connectionString });
  await client.connect();
  await client.query('create table author (id int primary key); create table post (id int primary key, author_id int)');
  await client.query('insert into author select generate_series(1, 20); insert into post select id, id from author');
  await client.end();
  return postgres;
}
