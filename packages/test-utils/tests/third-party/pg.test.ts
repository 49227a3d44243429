import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Pool, Query, type ClientBase } from 'pg';
import * as copyStreams from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { captureQueries } from '@flatquery/test-utils';
import { describe, expect, it, onTestFinished } from 'vitest';
import { markedLines, sitesOf } from '../interceptor/support/marked-lines.js';
import { closePool } from '../support/close-pool.js';
import { nameOnly } from '../interceptor/support/name-only.js';
import { byId, pgApplication } from './applications/pg.js';
import { describeDriver } from './support/describe-driver.js';
import { idsIn } from './support/ids-in.js';

const open = describeDriver(pgApplication);

/** Ways to send the query of an id. */
const forms: readonly (readonly [string, (client: ClientBase, id: number) => Promise<unknown>])[] = [
  [
    'promised',
    async (client, id) => {
      await client.query(byId, [id]); // promised
    },
  ],
  [
    'callback',
    (client, id) =>
      new Promise((resolve) => {
        client.query(byId, [id], resolve); // callback
      }),
  ],
  [
    'query object',
    async (client, id) => {
      const query = client.query(new Query(byId, [id])); // query object
      await once(query, 'end');
    },
  ],
  [
    'cursor',
    async (client, id) => {
      const cursor = client.query(new Cursor(byId, [id])); // cursor
      while ((await cursor.read(1)).length > 0);
      await cursor.close();
    },
  ],
  [
    'stream',
    async (client, id) => {
      const rows = client.query(new QueryStream(byId, [id])); // stream
      for await (const row of rows) expect(row).toHaveProperty('id');
    },
  ],
  [
    'COPY to',
    async (client, id) => {
      const rows = client.query(copyStreams.to(`copy (select ${id}) to stdout`)); // COPY to
      for await (const chunk of rows) expect(String(chunk)).toBe(`${id}\n`);
    },
  ],
  [
    'COPY from',
    async (client, id) => {
      const target = client.query(copyStreams.from(`copy copied from stdin /* ${id} */`)); // COPY from
      await pipeline(Readable.from([`${id}\n`]), target);
    },
  ],
  [
    'named statement',
    async (client, id) => {
      await client.query({ name: 'by-id', text: byId, values: [id] }); // named statement
    },
  ],
  [
    'name only',
    async (client, id) => {
      const text = id % 10 === 1 ? byId : undefined;
      await client.query(text === undefined ? nameOnly('by-name', [id]) : { name: 'by-name', text, values: [id] }); // name only
    },
  ],
  [
    'several statements',
    async (client, id) => {
      await client.query(`select ${id}; select 1`); // several statements
    },
  ],
  [
    'LISTEN',
    async (client, id) => {
      await client.query(`listen "channel ${id}"`); // LISTEN
    },
  ],
];

describe.each([1, 10])('on a pool of at most %i, pg has ten of two captures at once counted as ten each', (max) => {
  const line = markedLines(__filename);

  describe.each([false, true])('in a transaction: %s', (inTransaction) => {
    it.each(forms)('sent as %s', async (form, send) => {
      const pool = await open(max);
      await pool.query('create table if not exists copied (id int)');
      const action = async (ids: readonly number[]): Promise<void> => {
        const client = await pool.connect();
        try {
          if (inTransaction) await client.query('begin');
          for (const id of ids) await send(client, id);
          if (inTransaction) await client.query('commit');
        } finally {
          client.release();
        }
      };
      const series = [1001, 2001].map((first) => Array.from({ length: 10 }, (_, index) => first + index));
      const captures = await Promise.all(series.map((ids) => captureQueries(() => action(ids), { values: true })));
      expect(captures.map(({ queries }) => idsIn(queries))).toEqual(series);
      for (const { queries } of captures) {
        expect(sitesOf(queries)).toEqual(Array(10).fill(line(form)));
        expect(queries.map(({ transaction }) => transaction)).toEqual(Array(10).fill(inTransaction));
      }
    });
  });
});

describe('pg in pipeline mode has ten of two captures at once counted as ten each', () => {
  const line = markedLines(__filename);
  const series = [1001, 2001].map((first) => Array.from({ length: 10 }, (_, index) => first + index));
  const pipelined = async (client: ClientBase, ids: readonly number[]): Promise<void> => {
    await Promise.all(ids.map((id) => client.query(byId, [id]))); // pipelined
  };

  it('on a connection each', async () => {
    const pool = await openPipelined();
    const action = async (ids: readonly number[]): Promise<void> => {
      const client = await pool.connect();
      await pipelined(client, ids).finally(() => {
        client.release();
      });
    };
    const captures = await Promise.all(series.map((ids) => captureQueries(() => action(ids), { values: true })));
    expect(captures.map(({ queries }) => idsIn(queries))).toEqual(series);
    for (const { queries } of captures) expect(sitesOf(queries)).toEqual(Array(10).fill(line('pipelined')));
  });

  it('on one connection, with rows and errors each of their own', async () => {
    const pool = await openPipelined();
    const client = await pool.connect();
    const captures = await Promise.all(
      series.map((ids, index) =>
        captureQueries(
          async () => {
            await pipelined(client, ids);
            if (index === 1) await client.query('select * from missing').catch(() => undefined);
          },
          { values: true },
        ),
      ),
    );
    client.release();
    const [one, other] = captures;
    expect(one?.queries.map(({ rows, error }) => [rows, error])).toEqual(Array(10).fill([0, undefined]));
    expect(idsIn(other?.queries.slice(0, 10) ?? [])).toEqual(series[1]);
    expect(other?.queries.map(({ error }) => error?.message)).toEqual([
      ...(Array(10).fill(undefined) as undefined[]),
      'relation "missing" does not exist',
    ]);
  });

  /** Connections on which a query is sent before the one before it is answered. */
  async function openPipelined(): Promise<Pool> {
    const { connectionString } = (await open()).options;
    const pool = new Pool({ connectionString, max: 2, pipeline: true });
    onTestFinished(() => closePool(pool));
    return pool;
  }
});
