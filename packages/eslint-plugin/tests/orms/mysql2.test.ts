import { testOrm } from './orm-tester.js';

testOrm('mysql2', {
  head: `
import mysql from 'mysql2/promise';
import { createConnection } from 'mysql2';
type Row = { id: number };
const pool = mysql.createPool('mysql://');
const connection = createConnection('mysql://');
async function one(id: number) { return pool.query('SELECT * FROM post WHERE id = ?', [id]); }
`,
  reads: {
    'a query': `await pool.query('SELECT * FROM post WHERE id = ?', [id]);`,
    'a prepared statement': `await pool.execute('SELECT * FROM post WHERE id = ?', [id]);`,
    'with a callback': `connection.query('SELECT * FROM post WHERE id = ?', [id], () => undefined);`,
    'on a connection of the pool': `const held = await pool.getConnection(); await held.query('SELECT * FROM post WHERE id = ?', [id]);`,
  },
  throughCalls: { 'a query in a function': `await one(id);` },
  silent: {
    'an insert': `await pool.query('INSERT INTO post SET ?', [{ id }]);`,
    'text with values': `void pool.format('SELECT ?', [id]);`,
  },
});
