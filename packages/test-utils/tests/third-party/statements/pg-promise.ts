import type { IDatabase } from 'pg-promise';
import { idsOf, type Statements } from './statements.js';

/** Statements of pg-promise, which writes values into the text. */
export const pgPromiseStatements: Statements<IDatabase<object>> = {
  async send(db, size) {
    const ids = idsOf(size);
    const names = ids.map((id) => `it's ${id}`);
    await db.any('select * from author where id in ($1:csv)', [ids]);
    await db.any('select * from author where id = any($1)', [ids]);
    await db.any('select * from author where name = any($1)', [names]);
    await db.any('select $1:name from author where name = $2', ['name', names[0]]);
    await db.any('select * from author where name like $1 limit $2', [`%${size}%`, size]);
    await db.any('select $1::jsonb', [{ size, names }]);
    await db.any('select $1, $2, $3', [size > 1, null, new Date(2026, 0, size)]);
    await db.none('insert into author (name) values ($1)', [names[0]]);
    await db.func('abs', [-size]);
    await db.tx((tx) => tx.tx((inner) => inner.any('select * from author where id = $1', [size])));
  },
};
