import { EventEmitter } from 'node:events';
import Module, { createRequire } from 'node:module';
import type { Client as PgClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { markedLines, sitesOf } from './support/marked-lines.js';

const line = markedLines(__filename);

/** A binding to libpq in place of the one that has to be compiled: it answers by itself, below the driver's own code. */
class LibpqStandIn extends EventEmitter {
  readonly pq = { resultErrorFields: () => ({}) };
  status = 'I';
  isBusy = false;

  connect(_options: string, callback: (error?: Error) => void): void {
    setImmediate(callback);
  }

  query(text: string, ...others: unknown[]): void {
    const callback = others.at(-1) as (error: Error | undefined, rows?: unknown, result?: unknown) => void;
    this.isBusy = true;
    setImmediate(() => {
      if (text.includes('missing')) {
        callback(new Error('relation does not exist'));
        this.isBusy = false;
        return;
      }
      this.isBusy = false;
      if (text === 'begin') this.status = 'T';
      const results = text.split(';').map(() => ({ rowCount: 2, rows: [{}, {}], fields: [{}, {}, {}] }));
      callback(undefined, [], results.length === 1 ? results[0] : results);
    });
  }

  pipeline(queries: readonly unknown[], callback: (error: unknown, results: unknown) => void): void {
    setImmediate(
      callback,
      undefined,
      queries.map(() => ({ result: { rowCount: 3, rows: [] } })),
    );
  }

  /** libpq does not know while a query is on its way. */
  getTransactionStatus(): string | null {
    return this.isBusy ? null : this.status;
  }

  end(callback: () => void): void {
    setImmediate(callback);
  }
}

const load = createRequire(__filename);
const nativeClient = load.resolve('pg/lib/native/index.js');
const loader = Module as unknown as { _load: (request: string, ...others: unknown[]) => unknown };
const loadOriginal = loader._load;

type NativeClient = new (options?: { pipeline: boolean }) => PgClient;
let Client: NativeClient;

beforeAll(() => {
  loader._load = (request, ...others) => (request === 'pg-native' ? LibpqStandIn : loadOriginal(request, ...others));
  Client = load(nativeClient) as NativeClient;
});
afterAll(() => {
  loader._load = loadOriginal;
  for (const file of Object.keys(load.cache)) {
    if (/[\\/]pg[\\/]lib[\\/]native[\\/]/.test(file)) Reflect.deleteProperty(load.cache, file);
  }
});

async function connect(options?: { pipeline: boolean }): Promise<PgClient> {
  const client = new Client(options);
  await client.connect();
  return client;
}

describe("pg's native client", () => {
  it('has the columns of its results counted where that is asked for', async () => {
    const client = await connect();
    const { queries } = await captureQueries(() => client.query('select 1'), { columns: true });
    expect(queries[0]?.columns).toBe(3);
    await client.end();
  });

  it('has promised queries and queries with callbacks counted once, with rows and line', async () => {
    const client = await connect();
    const { queries } = await captureQueries(async () => {
      await client.query('select 1'); // promised
      await new Promise((resolve) => {
        client.query('select 2', resolve); // callback
      });
      await client.query('select 3; select 4');
    });
    expect(queries.map(({ driver, rows }) => [driver, rows])).toEqual([
      ['pg-native', 2],
      ['pg-native', 2],
      ['pg-native', 4],
    ]);
    expect(sitesOf(queries).slice(0, 2)).toEqual([line('promised'), line('callback')]);
    await client.end();
  });

  it('has each query in pipeline mode counted once, with its rows', async () => {
    const client = await connect({ pipeline: true });
    const { queries } = await captureQueries(() =>
      Promise.all(['select 1', 'select 2', 'select 3'].map((text) => client.query(text))),
    );
    expect(queries.map(({ sql, rows }) => [sql, rows])).toEqual([
      ['select 1', 3],
      ['select 2', 3],
      ['select 3', 3],
    ]);
  });

  it('has a query that fails counted, with its error', async () => {
    const client = await connect();
    const { queries } = await captureQueries(() => client.query('select * from missing').catch(() => undefined));
    expect(queries.map(({ error, rows }) => [error?.message, rows])).toEqual([['relation does not exist', undefined]]);
  });

  it('tells its transactions', async () => {
    const client = await connect();
    const { queries } = await captureQueries(async () => {
      await client.query('select 1');
      await client.query('begin');
      await client.query('select 2');
      await client.query('select * from missing').catch(() => undefined);
    });
    expect(queries.map(({ transaction }) => transaction)).toEqual([false, true, true]);
  });

  it('keeps callbacks of captures that share it apart', async () => {
    const client = await connect();
    const both = await Promise.all(
      ['a', 'b'].map((name) =>
        captureQueries(
          () =>
            new Promise<void>((resolve) => {
              client.query(`select '${name}'`, () => {
                client.query(`select '${name}' as inner`, () => {
                  resolve();
                });
              });
            }),
        ),
      ),
    );
    expect(both.map(({ queries }) => queries.map(({ sql }) => sql))).toEqual([
      ["select 'a'", "select 'a' as inner"],
      ["select 'b'", "select 'b' as inner"],
    ]);
  });
});
