import { once } from 'node:events';
import { Pool, Query, type ClientBase } from 'pg';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { describe, expect, it } from 'vitest';
import { captureQueries, PgInterceptor } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { markedLines, sitesOf, textsOf } from './support/marked-lines.js';
import { nameOnly } from './support/name-only.js';

const database = useDatabase();
const line = markedLines(__filename);

describe('a pool', () => {
  it('has ten awaited queries on a warm connection counted as ten, with their line', async () => {
    const pool = await database.warmPool();
    const { queries } = await captureQueries(async () => {
      for (let id = 1; id <= 10; id += 1) {
        await pool.query('select $1::int as id', [id]); // warm promise
      }
    });
    expect(queries).toHaveLength(10);
    expect(new Set(sitesOf(queries))).toEqual(new Set([line('warm promise')]));
    expect(queries.map(({ rows, attribution }) => [rows, attribution])).toEqual(Array(10).fill([1, 'scope']));
  });

  it('has ten queries with callbacks on a warm connection counted as ten, with their line', async () => {
    const pool = await database.warmPool();
    const { queries } = await captureQueries(async () => {
      for (let id = 1; id <= 10; id += 1) {
        await new Promise((resolve) => {
          pool.query('select $1::int as id', [id], resolve); // warm callback
        });
      }
    });
    expect(queries).toHaveLength(10);
    expect(new Set(sitesOf(queries))).toEqual(new Set([line('warm callback')]));
    expect(queries.every(({ attribution }) => attribution === 'scope')).toBe(true);
  });

  it('has a query that opens the connection counted once, with its line', async () => {
    const pool = database.pool();
    const { queries, uncounted } = await captureQueries(() => pool.query('select 1')); // cold
    expect(sitesOf(queries)).toEqual([line('cold')]);
    expect(uncounted).toEqual([]);
  });

  it('has parallel queries on few connections counted once each', async () => {
    const pool = await database.warmPool({ max: 4 });
    const { queries } = await captureQueries(() =>
      Promise.all(Array.from({ length: 10 }, (_, id) => pool.query('select $1::int', [id]))),
    );
    expect(queries).toHaveLength(10);
  });

  it('has queries of a checked-out client counted, however it was checked out', async () => {
    const pool = await database.warmPool();
    const { queries } = await captureQueries(async () => {
      const client = await pool.connect();
      await client.query('select 1'); // checked out
      client.release();
      await new Promise<void>((resolve) => {
        pool.connect((_error, other, release) => {
          const done = (): void => {
            release();
            resolve();
          };
          other?.query('select 2', done); // in the callback
        });
      });
    });
    expect(sitesOf(queries)).toEqual([line('checked out'), line('in the callback')]);
  });

  it('has a query counted that nobody awaits', async () => {
    const pool = await database.warmPool();
    let running: Promise<unknown> | undefined;
    const { queries } = await captureQueries(() => {
      running = pool.query('select 1'); // not awaited
    });
    await running;
    expect(textsOf(queries)).toEqual(['select 1']);
    expect(sitesOf(queries)).toEqual([line('not awaited')]);
  });

  it('has queries counted that still wait for a connection when the action returns', async () => {
    const pool = await database.warmPool({ max: 1 });
    const running: Promise<unknown>[] = [];
    const { queries } = await captureQueries(async () => {
      await Promise.resolve();
      for (let id = 1; id <= 3; id += 1) running.push(pool.query('select $1::int', [id]));
    });
    expect(queries).toHaveLength(3);
    await Promise.all(running);
    expect(queries).toHaveLength(3);
  });

  it('has queries followed that get their connection after the action has returned', async () => {
    const pool = await database.warmPool({ max: 1 });
    const interceptor = new PgInterceptor().apply();
    const running: Promise<unknown>[] = [];
    const { queries } = await captureQueries(() => {
      for (let id = 1; id <= 3; id += 1) running.push(pool.query('select n from generate_series(1, $1) as n', [id]));
    });
    await Promise.all(running);
    interceptor.dispose();
    expect(queries.map(({ rows }) => rows)).toEqual([1, 2, 3]);
  });

  it('has a query left out of the count for which it can get no connection', async () => {
    const pool = new Pool({ connectionString: database.connectionString });
    await pool.end();
    const { queries, uncounted } = await captureQueries(async () => {
      await pool.query('select 1').catch(() => undefined);
    });
    expect(queries).toEqual([]);
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([['select 1', 'unsent']]);
  });

  it('has a query that fails counted, with its error and line', async () => {
    const pool = await database.warmPool();
    const { result, queries } = await captureQueries(
      async () => await pool.query('select * from missing').catch((error: unknown) => error), // failing
    );
    expect(queries.map(({ error }) => error)).toEqual([result]);
    expect(sitesOf(queries)).toEqual([line('failing')]);
  });

  it('has a named statement that is sent again by its name counted under its text', async () => {
    const pool = await database.warmPool({ max: 1 });
    await pool.query({ name: 'one', text: 'select 1 as one' });
    const { queries } = await captureQueries(() => pool.query(nameOnly('one')));
    expect(textsOf(queries)).toEqual(['select 1 as one']);
  });
});

describe('queries that the pool or the application sends when a connection is opened', () => {
  it('are not counted when a listener of "connect" sends them, also after it awaited', async () => {
    const pool = database.pool();
    pool.on('connect', (client) => {
      void client.query('create temp table settings (id int)').then(() => client.query('select * from settings'));
    });
    const { queries, uncounted } = await captureQueries(async () => {
      await pool.query('select 1'); // after a connect listener
      await pool.query('select 2');
    });
    expect(textsOf(queries)).toEqual(['select 1', 'select 2']);
    expect(sitesOf(queries)[0]).toBe(line('after a connect listener'));
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([
      ['create temp table settings (id int)', 'setup'],
      ['select * from settings', 'setup'],
    ]);
  });

  it('are not counted when the option onConnect sends them', async () => {
    const options = {
      onConnect: async (client: { query(text: string): Promise<unknown> }) => {
        await client.query('create temp table settings (id int)');
        await client.query('select * from settings');
      },
    };
    const pool = database.pool(options);
    const { queries, uncounted } = await captureQueries(() => pool.query('select 1'));
    expect(textsOf(queries)).toEqual(['select 1']);
    expect(uncounted.map(({ uncounted: reason }) => reason)).toEqual(['setup', 'setup']);
  });

  it('are not counted when the option verify sends them', async () => {
    const options = {
      verify: (client: ClientBase, done: (error?: Error) => void) => {
        void client
          .query('select 0 as healthy')
          .then(() => client.query('select 0 as ready'))
          .then(() => {
            done();
          });
      },
    };
    const pool = database.pool({ ...options, max: 1 });
    const { queries, uncounted } = await captureQueries(async () => {
      await pool.query('select 1'); // after verify
      const client = await pool.connect();
      await client.query('select 2');
      client.release();
      await new Promise<void>((resolve) => {
        pool.connect((_error, other, release) => {
          other?.query('select 3', () => {
            release();
            resolve();
          });
        });
      });
    });
    expect(textsOf(queries)).toEqual(['select 1', 'select 2', 'select 3']);
    expect(sitesOf(queries)[0]).toBe(line('after verify'));
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([
      ['select 0 as healthy', 'setup'],
      ['select 0 as ready', 'setup'],
    ]);
  });

  it('do not make what the application sends in callbacks of connect one of them', async () => {
    const options = { verify: (_client: ClientBase, done: () => void) => setImmediate(done) };
    const pool = database.pool(options);
    const { queries } = await captureQueries(
      () =>
        new Promise<void>((resolve) => {
          pool.connect((_error, client, release) => {
            client?.query('select 1', () => {
              release();
              resolve();
            });
          });
        }),
    );
    expect(textsOf(queries)).toEqual(['select 1']);
  });

  it('are counted when the same statement is sent at another time', async () => {
    const pool = await database.warmPool();
    const { queries } = await captureQueries(() => pool.query('select version()'));
    expect(textsOf(queries)).toEqual(['select version()']);
  });
});

describe('two captures at once on a pool with one connection', () => {
  const five = Array.from({ length: 5 }, (_, index) => index);

  async function countBoth(action: (pool: Pool, name: string) => Promise<unknown>) {
    const pool = await database.warmPool({ max: 1 });
    const captures = await Promise.all(['a', 'b'].map((name) => captureQueries(() => action(pool, name))));
    return captures.map(({ queries, unattributed, uncounted }) => ({
      texts: textsOf(queries),
      strays: [...unattributed, ...uncounted],
    }));
  }
  const each = (name: string) => five.map((id) => `select '${name}${String(id)}'`);
  const separated = [
    { texts: each('a'), strays: [] },
    { texts: each('b'), strays: [] },
  ];

  it('keep parallel queries apart', async () => {
    const both = await countBoth((pool, name) => Promise.all(each(name).map((text) => pool.query(text))));
    expect(both).toEqual(separated);
  });

  it('keep interleaved queries apart', async () => {
    const both = await countBoth(async (pool, name) => {
      for (const text of each(name)) await pool.query(text);
    });
    expect(both).toEqual(separated);
  });

  it('keep queries with callbacks apart, and those that callbacks send', async () => {
    const both = await countBoth(
      (pool, name) =>
        new Promise<void>((resolve) => {
          const [first = '', ...others] = each(name);
          const next = (): void => {
            const text = others.shift();
            if (text === undefined) resolve();
            else pool.query(text, next);
          };
          pool.query(first, next);
        }),
    );
    expect(both).toEqual(separated);
  });

  it('keep queries in callbacks of connect apart', async () => {
    const both = await countBoth((pool, name) =>
      Promise.all(
        each(name).map(
          (text) =>
            new Promise<void>((resolve) => {
              pool.connect((_error, client, release) => {
                client?.query(text, () => {
                  release();
                  resolve();
                });
              });
            }),
        ),
      ),
    );
    expect(both).toEqual(separated);
  });

  it('keep queries in callbacks of query objects apart', async () => {
    const both = await countBoth(async (pool, name) => {
      const [first = '', second = '', ...others] = each(name);
      const client = await pool.connect();
      await new Promise<void>((resolve) => {
        const query = new Query(first);
        const callback = (): void => {
          client.query(second, () => {
            resolve();
          });
        };
        Object.assign(query, { callback });
        client.query(query);
      });
      client.release();
      for (const text of others) await pool.query(text);
    });
    expect(both).toEqual(separated);
  });

  it('keep queries in listeners of streams apart', async () => {
    const both = await countBoth(async (pool, name) => {
      const [first = '', second = '', ...others] = each(name);
      const client = await pool.connect();
      const stream = client.query(new QueryStream(first));
      let sent: Promise<unknown> | undefined;
      stream.on('data', () => {
        sent = client.query(second);
      });
      await once(stream, 'end');
      await sent;
      client.release();
      for (const text of others) await pool.query(text);
    });
    expect(both).toEqual(separated);
  });

  it('keep queries in callbacks of cursors apart', async () => {
    const both = await countBoth(async (pool, name) => {
      const [first = '', second = '', third = '', ...others] = each(name);
      const client = await pool.connect();
      const cursor = client.query(new Cursor(first));
      await new Promise<void>((resolve) => {
        cursor.read(1, () => {
          void client.query(second);
          cursor.close(() => {
            client.query(third, () => {
              resolve();
            });
          });
        });
      });
      client.release();
      for (const text of others) await pool.query(text);
    });
    expect(both).toEqual(separated);
  });
});
