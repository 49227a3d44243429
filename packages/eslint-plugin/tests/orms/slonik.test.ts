import { testOrm } from './orm-tester.js';

testOrm('Slonik', {
  head: `
import { type CommonQueryMethods, createPool, sql } from 'slonik';
type Row = { id: number };
const pool = await createPool('postgres://');
const createQueries = (methods: CommonQueryMethods) => ({
  find: async (id: number) => methods.one(sql.unsafe\`SELECT * FROM post WHERE id = \${id}\`),
});
const queries = createQueries(pool);
`,
  reads: {
    one: 'await pool.one(sql.unsafe`SELECT * FROM post WHERE id = ${id}`);',
    any: 'await pool.any(sql.type(undefined as never)`SELECT * FROM post WHERE id = ${id}`);',
    'maybe one': 'await pool.maybeOneFirst(sql.fragment`SELECT title FROM post WHERE id = ${id}`);',
    exists: 'await pool.exists(sql.fragment`SELECT 1 FROM post WHERE id = ${id}`);',
    'in a transaction':
      'await pool.transaction(async (tx) => { await tx.many(sql.unsafe`SELECT * FROM post WHERE id = ${id}`); });',
    'on a connection':
      'await pool.connect(async (connection) => { await connection.any(sql.unsafe`SELECT * FROM post WHERE id = ${id}`); });',
  },
  throughCalls: { 'a query of a factory': 'await queries.find(id);' },
  silent: {
    'a template that nothing sends': 'void sql.unsafe`SELECT * FROM post WHERE id = ${id}`;',
    'the state of the pool': 'void pool.state();',
    'an insert': 'await pool.query(sql.unsafe`INSERT INTO post (id) VALUES (${id})`);',
  },
  quiet: {
    'one query for all': `
export const load = (ids: number[]) => pool.any(sql.unsafe\`SELECT * FROM post WHERE id = ANY(\${sql.array(ids, 'int4')})\`);
`,
  },
});
