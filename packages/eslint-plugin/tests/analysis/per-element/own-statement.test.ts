import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsIn, freshEngine } from '../../support/findings.js';
import { temporaryProject } from '../../support/temporary-project.js';

const HEADER = `
import { Pool } from 'pg';
import postgres from 'postgres';
declare const pool: Pool;
declare const sql: postgres.Sql;
declare const quote: (name: string) => string;
declare const bind: (text: string, values: unknown[]) => string;
declare const tables: string[];
declare const schema: string;
declare const ids: number[];
declare const migrations: { name: string; text: string }[];
declare const texts: Record<string, string>;
const run = (text: string, values: unknown[] = []) => pool.query(text, values);
const countRows = (table: string, kind = 1) => pool.query(\`SELECT count(*) FROM \${table} WHERE kind = $1\`, [kind]);
const lookUp = (id: number) => \`SELECT 1 FROM post WHERE id = \${id}\`;
const perTable = async (table: string) => {
  const { rows } = await run('SELECT count(*) FROM ' + quote(table));
  return rows;
};
class Database {
  execute(text: string, values?: unknown[]) {
    text = values ? bind(text, values) : text;
    return pool.query(text);
  }
}
const database = new Database();
`;

/** How many findings there are in `body`. */
function count(body: string): number {
  const root = temporaryProject({ 'main.ts': `${HEADER}\nexport async function load() {\n${body}\n}\n` });
  return findingsIn(freshEngine(), join(root, 'main.ts')).length;
}

describe('a statement that each element has for itself is left alone:', () => {
  it.each([
    ['the element is the text', 'for (const text of tables) await pool.query(text);'],
    ['a part of it is', 'for (const migration of migrations) await pool.query(migration.text, [migration.name]);'],
    ['its pattern takes it out', 'for (const { text } of migrations) await pool.query(text);'],
    ['a name stands between', 'for (const one of migrations) { const { text } = one; await pool.query(text); }'],
    ['a template that is nothing else', 'for (const { text } of migrations) await pool.query(`${text}`);'],
    ['in an object', 'for (const { text, name } of migrations) await pool.query({ text, values: [name] });'],
    ['at a counter', 'for (let i = 0; i < migrations.length; i++) await pool.query(migrations[i].text);'],
    ['under the key that it is', 'for (const { name } of migrations) await pool.query(texts[name], [name]);'],
    ['of a map', 'for (const [name, text] of Object.entries(texts)) await pool.query(text, [name]);'],
    ['handed on', 'for (const { text } of migrations) await run(text);'],
    ['handed on by a method', 'for (const { text } of migrations) await database.execute(text);'],
    ['handed on by name', 'await Promise.all(tables.map(run));'],
    ['cast', 'for (const { text } of migrations) await sql.unsafe(text as string);'],
    ['its table is the element', 'for (const table of tables) await pool.query(`SELECT count(*) FROM ${table}`);'],
    ['quoted', 'for (const table of tables) await pool.query(`SELECT 1 FROM "app"."${table}" WHERE id = $1`, [1]);'],
    [
      'quoted by a helper',
      'for (const t of tables) { const q = `SELECT 1 FROM ${quote(t)} LIMIT 1`; await pool.query(q); }',
    ],
    [
      'quoted by the driver',
      'for (const table of tables) await sql`SELECT count(*) FROM ${sql(table)} WHERE id = ${1}`;',
    ],
    ['joined', "for (const t of tables) await pool.query('SELECT 1 FROM post p JOIN ' + t + ' x ON x.id = p.id');"],
    ['through a helper', 'for (const table of tables) await countRows(`archive_${table}`);'],
    ['through two helpers', 'for (const table of tables) await perTable(table);'],
    ['through a helper, by name', 'await Promise.all(tables.map((table) => countRows(table)));'],
  ])('%s', (_, body) => {
    expect(count(body)).toBe(0);
  });
});

describe('one statement for all is reported, where the element', () => {
  it.each([
    ['is a value', "for (const id of ids) await pool.query('SELECT 1 FROM post WHERE id = $1', [id]);"],
    ['is a value in the text', 'for (const id of ids) await pool.query(`SELECT 1 FROM post WHERE id = ${id}`);'],
    ['is added to the text', "for (const id of ids) await pool.query('SELECT 1 FROM post WHERE id = ' + id);"],
    ['fills a hole', 'for (const id of ids) await sql`SELECT 1 FROM post WHERE id = ${id}`;'],
    ['is not the table', 'for (const id of ids) await pool.query(`SELECT 1 FROM ${schema}.post WHERE id = $1`, [id]);'],
    ['makes the text', 'for (const id of ids) await pool.query(lookUp(id));'],
    ['is handed on as a value', "for (const id of ids) await run('SELECT 1 FROM post WHERE id = $1', [id]);"],
    [
      'is handed on as a value where others hand on texts',
      "await run('SELECT 1'); for (const { text } of migrations) await run(text); for (const id of ids) await run('SELECT 1 FROM post WHERE id = $1', [id]);",
    ],
    [
      'goes down with the text',
      'const walk = async (text: string, nodes: { id: number }[]) => { for (const { id } of nodes) { await pool.query(text, [id]); await walk(text, []); } };',
    ],
    ['is not the one that is the table', "for (const id of ids) await countRows('post', id);"],
  ])('%s', (_, body) => {
    expect(count(body)).toBe(1);
  });
});
