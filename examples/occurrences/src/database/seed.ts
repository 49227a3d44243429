import { Client } from 'pg';
import { schema } from './schema.js';
import { seedRows } from './seed-rows.js';

type TableRows = readonly [table: string, rows: readonly object[]];

/** What sends SQL: a client, or a data source of TypeORM. */
interface Sender {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/** Creates the tables and fills them with the same rows every time. */
export async function seedDatabase(connectionString: string, occurrences = 60): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(schema);
    await storeRows(client, Object.entries(seedRows(occurrences)));
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** Adds rows whose ids are known, in an order that satisfies the foreign keys, and lets the sequences of ids go on after them. */
export async function storeRows(sender: Sender, tables: Iterable<TableRows>): Promise<void> {
  for (const [table, rows] of tables) {
    await sender.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
    await sender.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), coalesce(max(id), 1)) FROM ${table}`);
  }
}
