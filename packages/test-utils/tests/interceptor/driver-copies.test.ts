import * as secondCopy from 'pg-second-copy';
import { Client, Pool } from 'pg';
import Cursor from 'pg-cursor';
import { describe, expect, it } from 'vitest';
import { captureQueries, PgInterceptor } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { loadAnotherCopy } from './support/another-copy.js';
import { markedLines, sitesOf, textsOf } from './support/marked-lines.js';

const database = useDatabase();
const line = markedLines(__filename);

describe('a capture', () => {
  it('sees a second copy of pg beside the first, each query once and with its line', async () => {
    const pool = await database.warmPool();
    const other = database.endAfterTest(new secondCopy.Pool({ connectionString: database.connectionString }));
    await other.query('select 0');
    expect(secondCopy.Client).not.toBe(Client);
    const { queries } = await captureQueries(async () => {
      await pool.query('select 1'); // first copy
      await other.query('select 2'); // second copy
      await new Promise((resolve) => {
        other.query('select 3', resolve); // second copy, callback
      });
    });
    expect(textsOf(queries)).toEqual(['select 1', 'select 2', 'select 3']);
    expect(sitesOf(queries)).toEqual([line('first copy'), line('second copy'), line('second copy, callback')]);
    expect(queries.map(({ rows }) => rows)).toEqual([1, 1, 1]);
  });

  it('keeps captures apart on a contended pool of a second copy', async () => {
    const options = { connectionString: database.connectionString, max: 1 };
    const pool = database.endAfterTest(new secondCopy.Pool(options));
    await pool.query('select 0');
    const both = await Promise.all(
      ['a', 'b'].map((name) =>
        captureQueries(() => Promise.all([1, 2, 3, 4, 5].map(() => pool.query(`select '${name}'`)))),
      ),
    );
    expect(both.map(({ queries }) => textsOf(queries))).toEqual([
      Array(5).fill("select 'a'"),
      Array(5).fill("select 'b'"),
    ]);
  });

  it('knows the transaction of an older pg from the first answer on', async () => {
    const client = new secondCopy.Client({ connectionString: database.connectionString });
    await database.endAfterTest(client).connect();
    expect('getTransactionStatus' in client).toBe(false);
    await client.query('begin');
    const { queries } = await captureQueries(async () => {
      await client.query('select 1');
      await client.query('select 2');
      // Sent one by one as the answers come, from the driver's own listener.
      const sent = ['rollback', 'select 3', 'begin'].map((text) => client.query(text));
      const cursor = client.query(new Cursor('select n from generate_series(4, 9) as n'));
      await cursor.read(1);
      await cursor.close();
      await Promise.all(sent);
    });
    expect(queries.map(({ sql, transaction }) => [sql, transaction])).toEqual([
      ['select 1', undefined],
      ['select 2', true],
      ['select 3', false],
      ['select n from generate_series(4, 9) as n', true],
    ]);
  });

  it('sees a client that connected before the interceptor was applied', async () => {
    const client = await database.client();
    const other = new secondCopy.Client({ connectionString: database.connectionString });
    await database.endAfterTest(other).connect();
    expect(new PgInterceptor().isApplied).toBe(false);
    const { queries } = await captureQueries(async () => {
      await client.query('select 1');
      await other.query('select 2');
    });
    expect(textsOf(queries)).toEqual(['select 1', 'select 2']);
  });

  it('sees a copy that is loaded while it is open, of which no module registry tells', async () => {
    const { queries } = await captureQueries(async () => {
      const copy = loadAnotherCopy();
      expect(copy.Client).not.toBe(Client);
      const client = new copy.Client({ connectionString: database.connectionString });
      await client.connect();
      await client.query('select 1'); // late copy
      await client.end();
      const pool = new copy.Pool({ connectionString: database.connectionString });
      await pool.query('select 2'); // pool of the late copy
      await pool.end();
    });
    expect(sitesOf(queries)).toEqual([line('late copy'), line('pool of the late copy')]);
  });

  it('sees the queries of subclasses once, also of those that override query', async () => {
    const log: unknown[] = [];
    class Logged extends Client {}
    Object.assign(Logged.prototype, {
      query(this: Client, ...args: unknown[]) {
        log.push(args[0]);
        return Reflect.apply(Reflect.get(Client.prototype, 'query'), this, args) as unknown;
      },
    });
    const client = new Logged({ connectionString: database.connectionString });
    await database.endAfterTest(client).connect();
    const pool = database.pool({ Client: Logged });
    const { queries } = await captureQueries(async () => {
      await client.query('select 1');
      await pool.query('select 2');
    });
    expect(textsOf(queries)).toEqual(['select 1', 'select 2']);
    expect(log).toEqual(['select 1', 'select 2']);
  });

  it('sees the queries of a pool whose class was derived', async () => {
    class Metered extends Pool {}
    const pool = database.endAfterTest(new Metered({ connectionString: database.connectionString }));
    const { queries } = await captureQueries(() => pool.query('select 1'));
    expect(textsOf(queries)).toEqual(['select 1']);
  });
});
