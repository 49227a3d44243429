import { pgPromise } from '../../src/orms/pg-promise.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

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
    result: `await db.result('SELECT * FROM post WHERE id = $1', [id]);`,
    multi: `await db.multi('SELECT * FROM post WHERE id = $1; SELECT 1', [id]);`,
    'a function of the database': `await db.func('posts_of', [id]);`,
    'a query whose rows are mapped': `await db.map('SELECT * FROM post WHERE author = $1', [id], (post) => post.title);`,
    'a query for each row of another one': `await db.each('SELECT * FROM author', [], async (author) => { await db.any('SELECT * FROM post WHERE author = $1', [author.id]); });`,
    'queries in one batch': `await db.task((task) => task.batch([task.one('SELECT * FROM post WHERE id = $1', [id])]));`,
    'a transaction per element': `await db.tx('load', async (tx) => { await tx.oneOrNone('SELECT * FROM post WHERE id = $1', [id]); });`,
    'a connection per element': `const own = await db.connect(); await own.one('SELECT * FROM post WHERE id = $1', [id]); own.done();`,
    'a task per element': `await db.task(async (task) => { await task.one('SELECT * FROM post WHERE id = $1', [id]); });`,
    'a task as a parameter': `await ((task: ITask<{}>) => { return task.oneOrNone('SELECT * FROM post WHERE id = $1', [id]); })(db as never);`,
  },
  silent: {
    'an update': `await db.none('UPDATE post SET title = $2 WHERE id = $1', [id, '']);`,
    formatting: `pgp.as.format('$1', [id]);`,
  },
});

testTypings(pgPromise, {
  versions: [{ packages: ['pg-promise'], types: { library: '$0.IMain' } }],
  noQuery: {
    'settles what was sent before': ['database.batch', 'database.page', 'database.sequence'],
    'takes or gives back a connection': ['database.connect', 'database.done'],
  },
  otherExports: {
    'is about promises, not about the database': ['ISpex', 'ILibConfig', 'IGenericPromise'],
  },
});
