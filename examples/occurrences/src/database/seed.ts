import { Client } from 'pg';
import { schema } from './schema.js';
import { seedRows } from './seed-rows.js';

/** Creates the tables and fills them with the same rows every time. */
export async function seedDatabase(connectionString: string, occurrences = 60): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(schema);
    for (const [table, rows] of Object.entries(seedRows(occurrences))) {
      await client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
        JSON.stringify(rows),
      ]);
      await client.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), max(id)) FROM ${table}`);
    }
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}
