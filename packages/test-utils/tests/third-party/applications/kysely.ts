import { Kysely, PostgresDialect, type Generated } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { Pool } from 'pg';
import { closePool } from '../../support/close-pool.js';
import type { Application } from '../support/application.js';
import type { Target } from '../support/domain.js';

interface Schema {
  author: { id: Generated<number>; name: string };
  post: { id: Generated<number>; title: string; author_id: number };
  missing: { id: number };
}

/** What an application holds. */
export interface KyselyDb {
  readonly db: Kysely<Schema>;
  readonly pool: Pool;
}

function connect(target: Target): KyselyDb {
  const pool = new Pool(target);
  return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), pool };
}

export const kyselyApplication: Application<KyselyDb> = {
  name: 'Kysely',
  file: __filename,
  open: connect,
  close: ({ pool }) => closePool(pool),
  async sequential({ db }, ids) {
    for (const id of ids) {
      await db.selectFrom('author').selectAll().where('id', '=', id).executeTakeFirst(); // sequential
    }
  },
  async parallel({ db }, ids) {
    await Promise.all(
      ids.map(async (id) => {
        await db.selectFrom('author').selectAll().where('id', '=', id).executeTakeFirst(); // parallel
      }),
    );
  },
  async transaction({ db }, ids) {
    await db.transaction().execute(async (tx) => {
      for (const id of ids) {
        await tx.selectFrom('author').selectAll().where('id', '=', id).executeTakeFirst(); // transaction
      }
    });
  },
  unawaited: ({ db }, id) => db.selectFrom('author').selectAll().where('id', '=', id).executeTakeFirst(),
  async failing({ db }) {
    await db.selectFrom('missing').selectAll().execute(); // failing
  },
  async write({ db }) {
    const added = db.insertInto('author').values({ name: 'Ada' }).returning('id');
    const { id } = await added.executeTakeFirstOrThrow(); // insert
    await db.updateTable('author').set({ name: 'Grace' }).where('id', '=', id).execute(); // update
    await db.deleteFrom('author').where('id', '=', id).execute(); // delete
  },
  relation: {
    async lazy({ db }) {
      for (const { id } of await db.selectFrom('author').select('id').execute()) {
        await db.selectFrom('post').selectAll().where('author_id', '=', id).execute(); // lazy
      }
    },
    async eager({ db }) {
      const withPosts = db
        .selectFrom('author')
        .select((author) => [
          'id',
          jsonArrayFrom(author.selectFrom('post').select('title').whereRef('author_id', '=', 'author.id')).as('posts'),
        ]);
      await withPosts.execute(); // eager
    },
    eagerQueries: 1,
  },
  setup: [],
  control: ['begin', 'commit'],
};
