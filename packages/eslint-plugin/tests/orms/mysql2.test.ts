import { mysql2 } from '../../src/orms/mysql2.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('mysql2', {
  head: `
import mysql, { type PoolConnection } from 'mysql2/promise';
type Row = { id: number };
const pool = mysql.createPool({});
`,
  reads: {
    query: `await pool.query('SELECT * FROM post WHERE id = ?', [id]);`,
    execute: `await pool.execute('SELECT * FROM post WHERE id = ?', [id]);`,
    'a connection of the pool': `const own = await pool.getConnection(); await own.query('SELECT * FROM post WHERE id = ?', [id]); own.release();`,
    'a connection as a parameter': `await (async (own: PoolConnection) => own.query('SELECT * FROM post WHERE id = ?', [id]))(undefined as never);`,
  },
  silent: {
    'an update': `await pool.execute('UPDATE post SET title = ? WHERE id = ?', ['', id]);`,
    'a transaction that is opened': `const own = await pool.getConnection(); await own.beginTransaction(); own.release();`,
  },
});

testTypings(mysql2, {
  versions: [{ packages: ['mysql2'] }, { packages: ['mysql2/promise'] }],
  noQuery: {
    'is about connections and transactions': [
      ...['beginTransaction', 'changeUser', 'commit', 'connect', 'end', 'ping', 'reset', 'rollback'].map(
        (name) => `connection.${name}`,
      ),
    ],
    'prepares a statement, whose execution is not followed': ['connection.prepare'],
  },
  otherExports: {
    'is a pool of pools': ['PoolCluster', 'PoolNamespace'],
    'is what a query gives': ['Prepare', 'PreparedStatementInfo', 'Query'],
  },
});
