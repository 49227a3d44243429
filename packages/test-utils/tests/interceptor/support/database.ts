import { Client, Pool, type ClientConfig, type PoolConfig } from 'pg';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';

/** A client or a pool, of any copy of pg. */
interface Connection {
  end(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
}

/** A database for the tests of one file. */
export interface TestDatabase {
  readonly connectionString: string;
  /** A pool that is ended after the test. */
  pool(options?: PoolConfig): Pool;
  /** A pool with connections that are open already. */
  warmPool(options?: PoolConfig): Promise<Pool>;
  /** A connected client that is ended after the test. */
  client(options?: ClientConfig): Promise<Client>;
  /** Has something ended after the test. */
  endAfterTest<T extends Connection>(connection: T): T;
}

/** Starts a database before the tests of a file and stops it after them. */
export function useDatabase(): TestDatabase {
  let started: StartedPostgres | undefined;
  const open: Connection[] = [];

  beforeAll(async () => {
    started = await startPostgres();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.end()));
  });
  afterAll(async () => {
    await started?.stop();
  });

  return {
    get connectionString() {
      if (started === undefined) throw new Error('The database is started in beforeAll.');
      return started.connectionString;
    },
    pool(options) {
      return this.endAfterTest(new Pool({ connectionString: this.connectionString, ...options }));
    },
    async warmPool(options) {
      const pool = this.pool(options);
      await Promise.all(Array.from({ length: options?.max ?? 1 }, () => pool.query('select 0')));
      return pool;
    },
    async client(options) {
      const client = this.endAfterTest(new Client({ connectionString: this.connectionString, ...options }));
      await client.connect();
      return client;
    },
    endAfterTest(connection) {
      open.push(connection);
      // `pool.end()` does not wait until the sockets are closed; the server may be stopped before.
      connection.on('error', () => undefined);
      return connection;
    },
  };
}
