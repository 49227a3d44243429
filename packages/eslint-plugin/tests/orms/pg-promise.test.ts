import { testOrm } from './orm-tester.js';

testOrm('pg-promise', {
  head: `
import pgPromise, { type IDatabase, type ITask } from 'pg-promise';
type Row = { id: number };
const pgp = pgPromise();
const db = pgp('postgres://localhost/test');
`,
  reads: {
    one: `await db.one('SELECT * FROM post WHERE id = $1', [id]);`,
    any: `await db.any('SELECT * FROM post WHERE id = $1', [id]);`,
    'a task per element': `await db.task(async (task) => { await task.one('SELECT * FROM post WHERE id = $1', [id]); });`,
    'a task as a parameter': `await ((task: ITask<{}>) => { return task.oneOrNone('SELECT * FROM post WHERE id = $1', [id]); })(db as never);`,
  },
  silent: {
    'an update': `await db.none('UPDATE post SET title = $2 WHERE id = $1', [id, '']);`,
    formatting: `pgp.as.format('$1', [id]);`,
  },
});
