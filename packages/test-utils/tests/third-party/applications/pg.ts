import { Pool } from 'pg';
import { closePool } from '../../support/close-pool.js';
import type { Application } from '../support/application.js';

/** Asks for the author of an id. */
export const byId = 'select id, name from author where id = $1';

export const pgApplication: Application<Pool> = {
  name: 'pg',
  file: __filename,
  open: (target) => new Pool(target),
  close: closePool,
  async sequential(pool, ids) {
    for (const id of ids) {
      await pool.query(byId, [id]); // sequential
    }
  },
  async parallel(pool, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await pool.query({ text: byId, values: [id] }); // parallel
      }),
    );
  },
  async transaction(pool, ids) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      for (const id of ids) {
        await client.query(byId, [id]); // transaction
      }
      await client.query('commit');
    } finally {
      client.release();
    }
  },
  unawaited: (pool, id) => pool.query(byId, [id]), // unawaited
  async failing(pool) {
    await pool.query('select * from missing'); // failing
  },
  async write(pool) {
    const { rows } = await pool.query<{ id: number }>("insert into author (name) values ('Ada') returning id"); // insert
    await pool.query("update author set name = 'Grace' where id = $1", [rows[0]?.id]); // update
    await pool.query('delete from author where id = $1', [rows[0]?.id]); // delete
  },
  relation: {
    async lazy(pool) {
      const { rows } = await pool.query<{ id: number }>('select id from author');
      for (const { id } of rows) {
        await pool.query('select * from post where author_id = $1', [id]); // lazy
      }
    },
    async eager(pool) {
      await pool.query('select * from author join post on post.author_id = author.id'); // eager
    },
    eagerQueries: 1,
  },
  setup: [],
  control: ['begin', 'commit'],
  isCalledAtOnce: true,
};
