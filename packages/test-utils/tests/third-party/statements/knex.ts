import type { Knex } from 'knex';
import { idsOf, namesOf, type Statements } from './statements.js';

/** Statements of Knex. */
export const knexStatements: Statements<Knex> = {
  async send(db, size) {
    const ids = [...idsOf(size)];
    await db('author').whereIn('id', ids);
    await db('author').whereNotIn('id', ids).orderBy('name', 'desc');
    await db('author')
      .where({ name: `a${size}` })
      .orWhere('id', '>', size);
    await db('author').whereLike('name', `%${size}%`).whereNotNull('name');
    await db('author').whereBetween('id', [size, size + 1]);
    await db('author').limit(size);
    await db('author').limit(size).offset(size);
    await db('author').count();
    await db('post').select('author_id').countDistinct('id').groupBy('author_id').having('author_id', '>', size);
    await db('author').leftJoin('post', 'post.author_id', 'author.id').select('author.name', 'post.title');
    await db('author').whereExists(db('post').whereRaw('post.author_id = author.id').where('id', size));
    await db
      .with('recent', db('post').where('id', '>', size))
      .from('recent')
      .max('id');
    await db('author').insert(namesOf(size).map((name) => ({ name })));
    await db('author')
      .insert({ id: size * 1000, name: 'a' })
      .onConflict('id')
      .merge();
    await db('author')
      .insert({ id: size * 1000, name: 'a' })
      .onConflict('id')
      .ignore();
    await db('author')
      .whereIn('id', ids)
      .update({ name: `b${size}` });
    await db('author')
      .where({ id: size * 1000 })
      .increment('id', size * 5);
    await db('author').where('id', '>', 100).whereNotIn('id', ids).delete();
    await db.raw('select ?::int, ?::date', [size, `2026-01-0${size}`]);
    await db.transaction((tx) => tx('author').where({ id: size }).forUpdate());
  },
  async createTables(db) {
    const migration = {
      up: (tx: Knex) =>
        tx.schema.createTable('shelf', (table) => {
          table.increments('id');
          table.string('label', 30).notNullable().defaultTo('none').unique();
          table.timestamps(true, true);
        }),
      down: (tx: Knex) => tx.schema.dropTable('shelf'),
    };
    const migrationSource: Knex.MigrationSource<string> = {
      getMigrations: () => Promise.resolve(['first']),
      getMigrationName: (name) => name,
      getMigration: () => Promise.resolve(migration),
    };
    await db.migrate.latest({ migrationSource });
    await db.schema.hasTable('shelf');
    await db.schema.alterTable('shelf', (table) => {
      table.integer('height').index();
    });
    await db.migrate.rollback({ migrationSource });
  },
};
