import { Client } from 'pg';
import { captureQueries } from '@flatquery/test-utils';
import type { Statements } from '../statements/statements.js';
import type { Application } from './application.js';

/** A text that was sent, with its shape. */
export interface CollectedStatement {
  readonly sql: string;
  readonly shape: string;
}

/** Answers every text that an ORM sends, once. */
export type Collect = (connectionString: string) => Promise<readonly CollectedStatement[]>;

/** Makes what collects the texts of an ORM: lists of one to three, other values each time, and the making of tables. */
export function collecting<Db>(app: Application<Db>, { send, createTables }: Statements<Db>): Collect {
  return async (connectionString) => {
    const shapes = new Map<string, string>();
    const collect = async (address: string, action: (db: Db) => Promise<unknown>): Promise<void> => {
      const db = await app.open({ connectionString: address, max: 2 });
      try {
        const { queries, uncounted } = await captureQueries(() => action(db), { callSites: 'none' });
        for (const { sql, shape } of [...queries, ...uncounted]) shapes.set(sql, shape);
      } finally {
        await app.close(db);
      }
    };
    for (const size of [1, 2, 3]) await collect(connectionString, (db) => send(db, size));
    if (createTables !== undefined) {
      await inEmptyDatabase(connectionString, (address) => collect(address, createTables));
    }
    return [...shapes].map(([sql, shape]) => ({ sql, shape }));
  };
}

async function inEmptyDatabase(connectionString: string, run: (address: string) => Promise<void>): Promise<void> {
  const name = `tables_${process.pid}`;
  const address = new URL(connectionString);
  address.pathname = name;
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
    await run(address.href).finally(() => client.query(`drop database ${name} with (force)`));
  } finally {
    await client.end();
  }
}
