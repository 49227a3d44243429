import { testBulkForms } from '../../support/bulk-tester.js';

const INSERT = '`INSERT … SELECT * FROM unnest($1::int[], $2::text[])`, or one `INSERT` with several `VALUES`';
const ANY = '`WHERE id = ANY($1)`';

testBulkForms('SQL that is sent by pg', {
  head: `
import { Pool } from 'pg';
import { randomUUID } from 'node:crypto';
interface Row { id: number; title: string; tagIds: number[] }
interface Other { id: number; table: string }
const pool = new Pool();
const REMOVE = 'DELETE FROM post WHERE id = $1';
declare function valuesOf(row: Row): unknown[];
`,
  bulk: {
    INSERT: ["await pool.query('INSERT INTO post (id, title) VALUES ($1, $2)', [row.id, row.title]);", INSERT],
    'INSERT whose values are made elsewhere': [
      "await pool.query('INSERT INTO post (id, title) VALUES ($1, $2)', valuesOf(row));",
      INSERT,
    ],
    'INSERT that skips what is there': [
      "await pool.query('insert into post (id) values ($1) on conflict do nothing', [row.id]);",
      INSERT,
    ],
    'INSERT in an object': ["await pool.query({ text: 'INSERT INTO post VALUES ($1)', values: [row.id] });", INSERT],
    DELETE: ['await pool.query(REMOVE, [row.id]);', ANY],
    'DELETE with a value that is the same': [
      "await pool.query('DELETE FROM post WHERE author = $1 AND id = $2::int', [other.id, row.id]);",
      ANY,
    ],
    'UPDATE with the same values': [
      "await pool.query('UPDATE post SET label = $1, at = now() WHERE id = $2', [label, row.id]);",
      ANY,
    ],
    'UPDATE with its values in a template': [
      'await pool.query(`UPDATE ${other.table} SET read = true WHERE id = ${row.id}`);',
      ANY,
    ],
    'UPDATE with a condition in its SET': [
      "await pool.query('UPDATE post SET n = (SELECT max(n) FROM post WHERE n < 9) WHERE id = $1', [row.id]);",
      ANY,
    ],
    'DELETE with a quoted placeholder': [
      "await pool.query(`DELETE FROM post WHERE kind = '$2' -- $3\n AND id = $1`, [row.id]);",
      ANY,
    ],
  },
  silent: {
    'UPDATE with values of each row':
      "await pool.query('UPDATE post SET title = $1 WHERE id = $2', [row.title, row.id]);",
    'UPDATE with values that are not written out':
      "await pool.query('UPDATE post SET title = $1 WHERE id = $2', valuesOf(row));",
    'UPDATE with a value that is made for each row':
      "await pool.query('UPDATE post SET key = $1 WHERE id = $2', [randomUUID(), row.id]);",
    'UPDATE of all rows': "await pool.query('UPDATE post SET last = $1', [row.id]);",
    'UPDATE of the same row': "await pool.query('UPDATE post SET last = $1 WHERE id = $2', [row.id, other.id]);",
    'DELETE by comparison': "await pool.query('DELETE FROM post WHERE id <= $1', [row.id]);",
    'DELETE by a list': "await pool.query('DELETE FROM tag WHERE id = ANY($1)', [row.tagIds]);",
    'DELETE by two columns that differ':
      "await pool.query('DELETE FROM post WHERE id = $1 AND title = $2', [row.id, row.title]);",
    'INSERT of what is selected': "await pool.query('INSERT INTO copy SELECT * FROM post WHERE id = $1', [row.id]);",
    'INSERT of several rows already':
      'await pool.query(`INSERT INTO tag VALUES ${row.tagIds.map((id) => `(${id})`).join()}`);',
    'another table for each row': 'await pool.query(`DELETE FROM ${row.title} WHERE id = ${row.id}`);',
    'what is no INSERT, UPDATE or DELETE': 'await pool.query(`DROP TABLE ${row.title}`);',
    'a WITH query': "await pool.query('WITH old AS (SELECT 1) DELETE FROM post WHERE id = $1', [row.id]);",
    'text that the code does not show': 'await pool.query(valuesOf(row).join(), [row.id]);',
  },
});

testBulkForms('SQL that is sent by pg-promise', {
  head: `
import pgPromise from 'pg-promise';
interface Row { id: number; title: string }
interface Other { id: number }
const db = pgPromise()('postgres://localhost/test');
`,
  bulk: {
    INSERT: [
      "await db.none('INSERT INTO post (id) VALUES ($1)', [row.id]);",
      '`pgp.helpers.insert(rows, columns, table)`',
    ],
    'DELETE with a named value': ["await db.none('DELETE FROM post WHERE id = $1', [row.id]);", ANY],
  },
  silent: {
    'UPDATE with values of each row': "await db.none('UPDATE post SET title = $1 WHERE id = $2', [row.title, row.id]);",
  },
});

testBulkForms('SQL that is sent by libSQL, which sends any statements together', {
  head: `
import { createClient } from '@libsql/client';
interface Row { id: number; title: string }
interface Other { id: number }
const client = createClient({ url: 'file:test.db' });
`,
  bulk: {
    INSERT: [
      "await client.execute({ sql: 'INSERT INTO post (id, title) VALUES (?, ?)', args: [row.id, row.title] });",
      'one `INSERT` with several `VALUES`, or `batch(statements)`',
    ],
    DELETE: [
      "await client.execute('DELETE FROM post WHERE id = ?', [row.id]);",
      '`WHERE id IN (…)`, or `batch(statements)`',
    ],
    'UPDATE with values of each row': [
      "await client.execute({ sql: 'UPDATE post SET title = ? WHERE id = ?', args: [row.title, row.id] });",
      '`batch(statements)`',
    ],
  },
  silent: {
    'UPDATE of the same row':
      "await client.execute({ sql: 'UPDATE post SET last = ? WHERE id = ?', args: [row.id, other.id] });",
  },
});

testBulkForms('SQL in the templates of Postgres.js', {
  head: `
import postgres from 'postgres';
interface Row { id: number; title: string; tagIds: number[] }
interface Other { id: number }
const sql = postgres('postgres://localhost/test');
`,
  bulk: {
    INSERT: [
      'await sql`INSERT INTO post (id, title) VALUES (${row.id}, ${row.title})`;',
      '`INSERT INTO … ${sql(rows)}`',
    ],
    'INSERT with a helper': ['await sql`insert into post ${sql(row, "id", "title")}`;', '`INSERT INTO … ${sql(rows)}`'],
    DELETE: ['await sql`DELETE FROM post WHERE id = ${row.id}`;', '`WHERE id IN ${sql(ids)}`'],
    'UPDATE with the same values': [
      'await sql`UPDATE post SET label = ${label} WHERE id = ${row.id}`;',
      '`WHERE id IN ${sql(ids)}`',
    ],
  },
  silent: {
    'UPDATE with values of each row': 'await sql`UPDATE post SET title = ${row.title} WHERE id = ${row.id}`;',
    'another table for each row': 'await sql`DELETE FROM ${sql(row.title)} WHERE id = ${row.id}`;',
    'DELETE by a list for each row': 'await sql`DELETE FROM tag WHERE id IN ${sql(row.tagIds)}`;',
    'a fragment that is not run': 'const part = sql`DELETE FROM post WHERE id = ${row.id}`;',
  },
});

testBulkForms('SQL in the templates of Prisma', {
  head: `
import { PrismaClient } from '@prisma/client';
interface Row { id: number; title: string }
interface Other { id: number }
const prisma = new PrismaClient();
`,
  bulk: {
    DELETE: ['await prisma.$executeRaw`DELETE FROM post WHERE id = ${row.id}`;', '`WHERE id = ANY(${ids})`'],
    'DELETE in plain text': [
      'await prisma.$executeRawUnsafe(`DELETE FROM post WHERE id = ${row.id}`);',
      '`WHERE id = ANY(${ids})`',
    ],
  },
  silent: {
    'UPDATE with values of each row':
      'await prisma.$executeRaw`UPDATE post SET title = ${row.title} WHERE id = ${row.id}`;',
    'statements of a list': 'await prisma.$executeRawUnsafe(row.title);',
  },
});

testBulkForms('SQL that Slonik sends', {
  head: `
import { sql, type DatabasePool } from 'slonik';
interface Row { id: number; title: string }
interface Other { id: number }
declare const pool: DatabasePool;
`,
  bulk: {
    DELETE: [
      'await pool.query(sql.unsafe`DELETE FROM post WHERE id = ${row.id}`);',
      '`= ANY(${sql.array(ids, type)})`',
    ],
  },
  silent: {
    'UPDATE with values of each row':
      'await pool.query(sql.unsafe`UPDATE post SET title = ${row.title} WHERE id = ${row.id}`);',
  },
});

testBulkForms('SQL that mysql2 sends', {
  head: `
import { createPool } from 'mysql2/promise';
interface Row { id: number; title: string }
interface Other { id: number }
const pool = createPool('mysql://localhost/test');
`,
  bulk: {
    INSERT: [
      "await pool.execute('INSERT INTO post (id, title) VALUES (?, ?)', [row.id, row.title]);",
      '`query("INSERT … VALUES ?", [rows])`',
    ],
  },
  silent: {
    'UPDATE with values of each row':
      "await pool.query('UPDATE post SET title = ? WHERE id = ?', [row.title, row.id]);",
  },
});
