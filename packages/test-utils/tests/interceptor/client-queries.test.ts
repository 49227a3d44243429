import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Query } from 'pg';
import * as copyStreams from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { describe, expect, it } from 'vitest';
import { captureQueries } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { markedLines, sitesOf, textsOf } from './support/marked-lines.js';
import { nameOnly } from './support/name-only.js';

const database = useDatabase();
const line = markedLines(__filename);

describe('a client', () => {
  it('has a promised query counted once, with its row count and line', async () => {
    const client = await database.client();
    const { queries, rows } = await captureQueries(async () => {
      await client.query('select n from generate_series(1, 3) as n'); // promised
      await client.query('select $1::int', [1]); // with values
    });
    expect(queries.map((query) => query.rows)).toEqual([3, 1]);
    expect(rows).toBe(4);
    expect(sitesOf(queries)).toEqual([line('promised'), line('with values')]);
  });

  it('has a query with a callback counted once, whatever argument holds the callback', async () => {
    const client = await database.client();
    const { queries } = await captureQueries(async () => {
      await new Promise((resolve) => {
        client.query('select 1', resolve); // callback second
      });
      await new Promise((resolve) => {
        client.query('select $1::int', [1], resolve); // callback third
      });
      await new Promise((callback) => {
        const config = { text: 'select 2', callback };
        void client.query(config); // callback in the config
      });
    });
    expect(queries.map(({ sql, rows }) => [sql, rows])).toEqual([
      ['select 1', 1],
      ['select $1::int', 1],
      ['select 2', 1],
    ]);
    expect(sitesOf(queries)).toEqual([line('callback second'), line('callback third'), line('callback in the config')]);
  });

  it('has a query object counted once', async () => {
    const client = await database.client();
    const { queries } = await captureQueries(async () => {
      const query = client.query(new Query('select n from generate_series(1, 2) as n')); // query object
      await once(query, 'end');
    });
    expect(queries.map(({ sql, rows }) => [sql, rows])).toEqual([['select n from generate_series(1, 2) as n', 2]]);
    expect(sitesOf(queries)).toEqual([line('query object')]);
  });

  it('has a cursor counted once, with the rows and round trips of all its reads', async () => {
    const client = await database.client();
    const { queries, rows, roundTrips } = await captureQueries(async () => {
      const cursor = client.query(new Cursor('select n from generate_series(1, 10) as n')); // cursor
      expect(await cursor.read(4)).toHaveLength(4);
      expect(await cursor.read(4)).toHaveLength(4);
      expect(await cursor.read(4)).toHaveLength(2);
      await cursor.close();
    });
    expect(textsOf(queries)).toEqual(['select n from generate_series(1, 10) as n']);
    expect(sitesOf(queries)).toEqual([line('cursor')]);
    expect({ rows, roundTrips }).toEqual({ rows: 10, roundTrips: 3 });
  });

  it('has the rows of a cursor that is closed early counted as far as they were read', async () => {
    const client = await database.client();
    const { rows } = await captureQueries(async () => {
      const cursor = client.query(new Cursor('select n from generate_series(1, 10) as n'));
      await cursor.read(4);
      await cursor.close();
    });
    expect(rows).toBe(4);
  });

  it('has a query stream counted once, with the rows of all its batches', async () => {
    const client = await database.client();
    const { queries, rows, roundTrips } = await captureQueries(async () => {
      const stream = client.query(new QueryStream('select n from generate_series(1, 25) as n', [], { batchSize: 10 })); // stream
      let received = 0;
      for await (const row of stream) received += row === undefined ? 0 : 1;
      expect(received).toBe(25);
    });
    expect(textsOf(queries)).toEqual(['select n from generate_series(1, 25) as n']);
    expect(sitesOf(queries)).toEqual([line('stream')]);
    expect({ rows, roundTrips }).toEqual({ rows: 25, roundTrips: 3 });
  });

  it('has a query that fetches in batches counted once, with the rows of all of them', async () => {
    const client = await database.client();
    const config = { text: 'select n from generate_series(1, 5) as n', rows: 2 };
    const { result, queries, roundTrips } = await captureQueries(() => client.query(config));
    expect(result.rows).toHaveLength(5);
    expect(queries.map(({ rows }) => rows)).toEqual([5]);
    expect(roundTrips).toBe(3);
  });

  it('has COPY counted once in either direction, with its rows', async () => {
    const client = await database.client();
    await client.query('create temp table copied (id int)');
    const { queries } = await captureQueries(async () => {
      const target = client.query(copyStreams.from('copy copied from stdin')); // copy from
      await pipeline(Readable.from(['1\n2\n', '3\n']), target);
      const source = client.query(copyStreams.to('copy copied to stdout')); // copy to
      expect(Buffer.concat(await source.toArray()).toString()).toBe('1\n2\n3\n');
      await client.query('select 1');
    });
    expect(queries.map(({ kind, rows }) => [kind, rows])).toEqual([
      ['copy', 3],
      ['copy', 3],
      ['select', 1],
    ]);
    expect(sitesOf(queries).slice(0, 2)).toEqual([line('copy from'), line('copy to')]);
  });

  it('has a named statement that is sent again by its name counted under its text', async () => {
    const client = await database.client();
    const { queries } = await captureQueries(async () => {
      await client.query({ name: 'one', text: 'select $1::int as one', values: [1] }); // named
      await client.query(nameOnly('one', [2])); // by name only
    });
    expect(textsOf(queries)).toEqual(['select $1::int as one', 'select $1::int as one']);
    expect(queries.map(({ kind }) => kind)).toEqual(['select', 'select']);
    expect(sitesOf(queries)).toEqual([line('named'), line('by name only')]);
  });

  it('has each query in pipeline mode counted once, with its own rows and transaction', async () => {
    const client = await database.client({ pipeline: true });
    const { queries, uncounted } = await captureQueries(async () => {
      await Promise.all([
        client.query('select n from generate_series(1, 2) as n'), // pipelined first
        client.query('begin'),
        client.query('select n from generate_series(1, 3) as n'), // pipelined second
        client.query('rollback'),
      ]);
    });
    expect(queries.map(({ rows, transaction }) => [rows, transaction])).toEqual([
      [2, false],
      [3, true],
    ]);
    expect(sitesOf(queries)).toEqual([line('pipelined first'), line('pipelined second')]);
    expect(textsOf(uncounted)).toEqual(['begin', 'rollback']);
  });

  it('has several statements in one text counted as one query, with the rows of all of them', async () => {
    const client = await database.client();
    const { queries, roundTrips } = await captureQueries(async () => {
      await client.query('select 1; select n from generate_series(1, 4) as n; select 2'); // several statements
    });
    expect(queries.map(({ statements, rows }) => ({ statements, rows }))).toEqual([{ statements: 3, rows: 6 }]);
    expect(roundTrips).toBe(1);
    expect(sitesOf(queries)).toEqual([line('several statements')]);
  });

  it('has LISTEN and an empty text counted, without a number of rows', async () => {
    const client = await database.client();
    const { queries } = await captureQueries(async () => {
      await client.query('listen news'); // listen
      await client.query(''); // empty
    });
    expect(queries.map(({ sql, kind, rows }) => ({ sql, kind, rows }))).toEqual([
      { sql: 'listen news', kind: 'other', rows: undefined },
      { sql: '', kind: 'other', rows: undefined },
    ]);
    expect(sitesOf(queries)).toEqual([line('listen'), line('empty')]);
  });

  it('has a query that fails counted, with the error that the application got', async () => {
    const client = await database.client();
    const { result, queries } = await captureQueries(
      async () => await client.query('select * from missing').catch((error: unknown) => error), // failing
    );
    expect(queries.map(({ error }) => error)).toEqual([result]);
    expect(queries[0]?.rows).toBeUndefined();
    expect(queries[0]?.durationMs).toBeGreaterThan(0);
    expect(sitesOf(queries)).toEqual([line('failing')]);
  });

  it('has a query whose values can not be converted counted, as its statement was sent', async () => {
    const client = await database.client();
    const value = {
      toPostgres() {
        throw new Error('no value');
      },
    };
    const { queries } = await captureQueries(async () => {
      await client.query('select $1::int', [value]).catch(() => undefined);
    });
    expect(queries.map(({ error }) => error?.message)).toEqual(['no value']);
  });

  it('has a query that the driver never sent left out of the count', async () => {
    const client = await database.client();
    const ended = await database.client();
    await ended.end();
    const { queries, uncounted } = await captureQueries(async () => {
      await ended.query('select 1').catch(() => undefined);
      await client.query('select 2', 3 as never).catch(() => undefined);
    });
    expect(queries).toEqual([]);
    expect(uncounted.map(({ sql, uncounted: reason, transaction }) => [sql, reason, transaction])).toEqual([
      ['select 1', 'unsent', undefined],
      ['select 2', 'unsent', undefined],
    ]);
  });

  it('has the time of a query measured from its call to its end', async () => {
    const client = await database.client();
    const { queries, durationMs } = await captureQueries(async () => {
      await client.query('select pg_sleep(0.05)');
    });
    expect(queries[0]?.durationMs).toBeGreaterThanOrEqual(45);
    expect(queries[0]?.durationMs).toBeLessThanOrEqual(durationMs);
  });

  it('tells for each query whether its connection was in a transaction', async () => {
    const client = await database.client();
    const { queries, uncounted } = await captureQueries(async () => {
      await client.query('select 1');
      // Not awaited: when they are called, no transaction is open yet.
      const all = [client.query('begin'), client.query('select 2'), client.query('savepoint s')];
      all.push(client.query('rollback to savepoint s'), client.query('select 3'), client.query('commit'));
      await Promise.all(all);
      await client.query('select 4');
    });
    expect(queries.map(({ sql, transaction }) => [sql, transaction])).toEqual([
      ['select 1', false],
      ['select 2', true],
      ['select 3', true],
      ['select 4', false],
    ]);
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([
      ['begin', 'transaction'],
      ['savepoint s', 'transaction'],
      ['rollback to savepoint s', 'transaction'],
      ['commit', 'transaction'],
    ]);
  });

  it('keeps the transaction of a query that fails in a transaction, and of one after it', async () => {
    const client = await database.client();
    const { queries } = await captureQueries(async () => {
      await client.query('begin');
      await client.query('select * from missing').catch(() => undefined);
      await client.query('select 1').catch(() => undefined);
      await client.query('rollback');
    });
    expect(queries.map(({ transaction }) => transaction)).toEqual([true, true]);
  });
});
