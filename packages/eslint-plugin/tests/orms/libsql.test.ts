import { libsql } from '../../src/orms/libsql.js';
import { testOrm } from './orm-tester.js';
import { testTypings } from './typings-tester.js';

testOrm('libSQL', {
  head: `
import { createClient, type Client } from '@libsql/client';
type Row = { id: number };
const client = createClient({ url: 'file:test.db' });
let lazy: Client | null = null;
const getClient = (): Client => (lazy ??= createClient({ url: 'file:test.db' }));
`,
  reads: {
    'SQL as text': `await client.execute('SELECT * FROM post WHERE id = ' + id);`,
    'SQL in an object': `await client.execute({ sql: 'SELECT * FROM post WHERE id = ?', args: [id] });`,
    'SQL and its arguments': `await client.execute('SELECT * FROM post WHERE id = ?', [id]);`,
    'several statements': `await client.executeMultiple('SELECT * FROM post WHERE id = ' + id);`,
    'a transaction per element': `const tx = await client.transaction('read'); await tx.execute({ sql: 'SELECT * FROM post WHERE id = ?', args: [id] }); tx.close();`,
    'a client that is made when it is first asked for': `await getClient().execute({ sql: 'SELECT * FROM post WHERE id = ?', args: [id] });`,
  },
  silent: {
    'an insert': `await client.execute({ sql: 'INSERT INTO post (id) VALUES (?)', args: [id] });`,
  },
  quiet: {
    'all in one batch': `
export const load = (ids: number[]) => client.batch(ids.map((id) => ({ sql: 'SELECT * FROM post WHERE id = ?', args: [id] })));
`,
  },
});

testTypings(libsql, {
  versions: [{ packages: ['@libsql/client'] }],
  noQuery: {
    'copies a replica': ['client.sync'],
    'opens a transaction': ['client.transaction'],
    'ends a transaction': ['transaction.commit', 'transaction.rollback'],
  },
});
