import type { Pool } from 'pg';
import pgPromise, { type IDatabase } from 'pg-promise';
import { closePool } from '../../support/close-pool.js';
import type { Application } from '../support/application.js';

const promise = pgPromise();
type Db = IDatabase<object>;

export const pgPromiseApplication: Application<Db> = {
  name: 'pg-promise',
  file: __filename,
  open: (target) => promise(target),
  close: (db) => closePool(db.$pool as unknown as Pool),
  async sequential(db, ids) {
    for (const id of ids) {
      await db.oneOrNone('select * from author where id = $1', [id]); // sequential
    }
  },
  async parallel(db, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await db.oneOrNone('select * from author where id = $1', [id]); // parallel
      }),
    );
  },
  async transaction(db, ids) {
    await db.tx(async (tx) => {
      for (const id of ids) {
        await tx.oneOrNone('select * from author where id = $1', [id]); // transaction
      }
    });
  },
  unawaited: (db, id) => db.oneOrNone('select * from author where id = $1', [id]),
  async failing(db) {
    await db.any('select * from missing'); // failing
  },
  async write(db) {
    const { id } = await db.one<{ id: number }>('insert into author (name) values ($1) returning id', ['Ada']); // insert
    await db.none('update author set name = $1 where id = $2', ['Grace', id]); // update
    await db.none('delete from author where id = $1', [id]); // delete
  },
  relation: {
    async lazy(db) {
      for (const { id } of await db.many<{ id: number }>('select id from author')) {
        await db.any('select * from post where author_id = $1', [id]); // lazy
      }
    },
    async eager(db) {
      await db.any('select * from author join post on post.author_id = author.id'); // eager
    },
    eagerQueries: 1,
  },
  setup: [],
  control: ['begin', 'commit'],
};
