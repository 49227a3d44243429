import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import Cursor from 'pg-cursor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';
import { matchers } from '../../src/matchers/matchers.js';
import { captureQueries } from '../../src/recording/capture-queries.js';
import type { ScalingOptions } from '../../src/recording/scaling/scaling-options.js';
import { closePool } from '../support/close-pool.js';
import { messageOf, messageOfResult, plainContext, rejectionOf } from '../support/plain-context.js';

interface Post {
  readonly id: number;
  readonly author_id: number;
}

let postgres: StartedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new pg.Pool({ connectionString: postgres.connectionString, max: 3 });
  await pool.query('create table author (id int primary key, name text)');
  await pool.query('create table post (id int primary key, author_id int)');
  await pool.query("insert into author select id, 'author ' || id from generate_series(1, 20) id");
  await pool.query('insert into post select id, id from author');
});

afterAll(async () => {
  await closePool(pool);
  await postgres.stop();
});

async function posts(limit: number): Promise<Post[]> {
  return (await pool.query<Post>('select * from post order by id limit $1', [limit])).rows;
}

async function author(id: number): Promise<unknown> {
  return (await pool.query('select * from author where id = $1', [id])).rows[0];
}

async function naive(limit: number): Promise<unknown[]> {
  const result = [];
  for (const post of await posts(limit)) result.push({ ...post, author: await author(post.author_id) });
  return result;
}

async function flat(limit: number): Promise<Post[]> {
  const page = await posts(limit);
  await pool.query('select * from author where id = any($1)', [page.map(({ author_id }) => author_id)]);
  return page;
}

function scaling(action: (size: number) => unknown, options?: ScalingOptions) {
  return matchers.toNotScaleWithPageSize.call(plainContext(), action, options);
}

function counting(action: () => unknown, expected: number) {
  return matchers.toExecuteQueries.call(plainContext(), action, expected);
}

describe('toExecuteQueries', () => {
  it('passes for the number of queries that reached the server', async () => {
    expect((await counting(() => naive(5), 6)).pass).toBe(true);
    expect((await counting(() => flat(5), 2)).pass).toBe(true);
  });

  it('does not count transaction control, and says so', async () => {
    const inTransaction = async () => {
      const client = await pool.connect();
      await client.query('begin');
      await client.query('select * from post');
      await client.query('commit');
      client.release();
    };
    expect((await counting(inTransaction, 1)).pass).toBe(true);
    expect(await messageOf(counting(inTransaction, 3))).toContain(
      'Not counted: 2 of transaction control (begin and commit).',
    );
  });

  it('names the line of the application and the read that the repeats follow', async () => {
    const message = await messageOf(counting(() => naive(5), 2));
    expect(message).toMatch(
      /5× {2}select \* from author where id = \$1 {2}\(5 rows\)\n +in author \(.*on-postgres\.test\.ts:\d+:\d+\)/,
    );
    expect(message).toContain('once per row of: select * from post order by id limit $1');
  });

  it('counts by kind and by table', async () => {
    const writing = async () => {
      await flat(2);
      await pool.query("update author set name = 'nobody' where id = 100");
    };
    const kinds = { select: 2, update: 1, tables: { post: 1, author: 2 } };
    expect((await matchers.toExecuteQueries.call(plainContext(), writing, kinds)).pass).toBe(true);
    expect((await matchers.toExecuteNoQueries.call(plainContext(), writing)).pass).toBe(false);
    expect((await matchers.toExecuteAtMostQueries.call(plainContext(), writing, 3)).pass).toBe(true);
    expect((await matchers.toExecuteQueryMatching.call(plainContext(), writing, "name = 'nobody'")).pass).toBe(true);
  });

  it('shows values where asked to, and not otherwise', async () => {
    const shown = matchers.toExecuteQueries.call(plainContext(), () => naive(2), 1, { showValues: true });
    expect(await messageOf(shown)).toContain('values: [ 1 ], [ 2 ]');
    expect(await messageOf(counting(() => naive(2), 1))).not.toContain('values');
  });

  it('tells a failed query', async () => {
    const failing = () => pool.query('select * from nothing').catch(() => undefined);
    expect(await messageOf(counting(failing, 0))).toContain('1 failed: relation "nothing" does not exist');
  });

  it('rejects with the error of the action and what had been counted', async () => {
    const error = await rejectionOf(counting(() => posts(2).then(() => pool.query('select * from nothing')), 1));
    expect(error).toBeInstanceOf(pg.DatabaseError);
    expect(error.message).toContain('after 2 queries');
  });
});

describe('toHaveExecutedQueries', () => {
  it('judges what captureQueries answers', async () => {
    const capture = await captureQueries(() => flat(5));
    expect(matchers.toHaveExecutedQueries.call(plainContext(), capture, 2).pass).toBe(true);
    expect(messageOfResult(matchers.toHaveExecutedQueries.call(plainContext(), capture, 3))).toContain(
      '1×  select * from author where id = any($1)  (5 rows)',
    );
  });
});

describe('toNotScaleWith', () => {
  const growing = (action: () => unknown, populate: (size: number, previous: number) => unknown, options = {}) =>
    matchers.toNotScaleWith.call(plainContext(), action, populate, options);

  async function comments(postId: number): Promise<{ id: number; author_id: number }[]> {
    const sql = 'select * from comment where post_id = $1 order by id';
    return (await pool.query<{ id: number; author_id: number }>(sql, [postId])).rows;
  }

  async function naiveDetail(postId: number): Promise<unknown> {
    const list = [];
    for (const comment of await comments(postId)) list.push({ ...comment, author: await author(comment.author_id) });
    return { post: (await pool.query('select * from post where id = $1', [postId])).rows[0] as Post, comments: list };
  }

  async function flatDetail(postId: number): Promise<unknown> {
    const list = await comments(postId);
    await pool.query('select * from author where id = any($1)', [list.map(({ author_id }) => author_id)]);
    return { post: (await pool.query('select * from post where id = $1', [postId])).rows[0] as Post, comments: list };
  }

  const addComments = (postId: number) => (size: number, previous: number) =>
    pool.query('insert into comment select id, $1, id from generate_series($2::int + 1, $3::int) id', [
      ...[postId, previous, size],
    ]);

  beforeAll(() => pool.query('create table comment (id int, post_id int, author_id int)'));

  it('passes where nested children are loaded at once', async () => {
    expect((await growing(() => flatDetail(1), addComments(1))).pass).toBe(true);
  });

  it('fails for a query per child', async () => {
    const message = await messageOf(growing(() => naiveDetail(2), addComments(2)));
    expect(message).toContain('Expected the same number of queries at every data size, received 4, 7 and 13');
    expect(message).toContain('Once per row of: select * from comment where post_id = $1 order by id');
  });

  it('throws where the children are those of another parent', async () => {
    await expect(growing(() => naiveDetail(3), addComments(4))).rejects.toThrow('saw nothing grow');
  });

  it('shows values where asked to', async () => {
    const action = () => naiveDetail(5);
    expect(await messageOf(growing(action, addComments(5), { showValues: true }))).toContain('values: [ 1 ], [ 2 ]');
  });
});

describe('toNotScaleWithPageSize', () => {
  it('passes for a list that loads the authors at once', async () => {
    expect((await scaling(flat)).pass).toBe(true);
  });

  it('fails for a list that loads each author', async () => {
    const message = await messageOf(scaling(naive));
    expect(message).toContain('received 3, 6 and 12 (1 more per item)');
    expect(message).toMatch(/Once per row of: select \* from post order by id limit \$1\n +in posts \(/);
  });

  it('throws where the page size is ignored', async () => {
    await expect(scaling(() => flat(20))).rejects.toThrow(
      'received 20 items at page sizes 2, 5 and 11: the page size was ignored',
    );
  });

  it('throws where too few rows exist', async () => {
    await expect(scaling(flat, { sizes: [2, 5, 25] })).rejects.toThrow(
      'received 20 items at page size 25: not enough rows exist',
    );
  });

  it('throws where the page size is ignored and the result shows no items', async () => {
    const withoutResult = async (limit: number) => {
      await flat(limit);
    };
    await expect(scaling(() => withoutResult(5))).rejects.toThrow('no read returned more rows');
    expect((await scaling(withoutResult)).pass).toBe(true);
  });

  it('throws where a cache answers after the warm-up, and shows the growth once reset clears it', async () => {
    const cache = new Map<number, unknown>();
    const cached = async (limit: number) => {
      const page = await posts(limit);
      for (const { author_id: id } of page) {
        if (!cache.has(id)) cache.set(id, await author(id));
      }
      return page;
    };
    // Somebody else's test.
    await cached(11);
    cache.delete(1);
    await expect(scaling(cached)).rejects.toThrow('a cache answered');
    const reset = () => {
      cache.clear();
    };
    expect(await messageOf(scaling(cached, { reset }))).toContain('received 3, 6 and 12');
  });

  it('throws where the runs differ', async () => {
    let extra = 0;
    const drifting = async (limit: number) => {
      extra++;
      for (let query = 0; query < extra; query++) await author(1);
      return posts(limit);
    };
    await expect(scaling(drifting)).rejects.toThrow('ran the action twice at page size 2 and saw different queries');
  });

  it('counts round trips and rows', async () => {
    const inBatches = async (limit: number) => {
      const client = await pool.connect();
      const cursor = client.query(new Cursor<Post>('select * from post order by id limit $1', [limit]));
      const page: Post[] = [];
      for (let rows = await cursor.read(1); rows.length > 0; rows = await cursor.read(1)) page.push(...rows);
      client.release();
      return page;
    };
    expect((await scaling(inBatches)).pass).toBe(true);
    expect(await messageOf(scaling(inBatches, { count: 'roundTrips' }))).toContain('received 3, 6 and 12');
    const product = async (limit: number) => {
      const sql = 'select p.* from (select * from post order by id limit $1) p, (select 1 from post limit $1) other';
      await pool.query(sql, [limit]);
      return posts(limit);
    };
    expect((await scaling(product)).pass).toBe(true);
    expect((await scaling(flat, { count: 'rows' })).pass).toBe(true);
    expect(await messageOf(scaling(product, { count: 'rows' }))).toContain('2, 5 and 11 rows per item');
  });

  it('populates the data it needs', async () => {
    await pool.query('create table tag (id int)');
    const populate = (size: number, previous: number) =>
      pool.query('insert into tag select generate_series($1::int + 1, $2::int)', [previous, size]);
    const tags = async (limit: number) =>
      (await pool.query<{ id: number }>('select * from tag limit $1', [limit])).rows;
    await expect(scaling(tags)).rejects.toThrow('Seed at least 11 rows');
    expect((await scaling(tags, { populate })).pass).toBe(true);
  });

  it('throws where a query could belong to another capture', async () => {
    const timer = new EventEmitter();
    // Started outside of any capture.
    const orphan = once(timer, 'tick').then(() => author(1));
    const other = counting(async () => {
      timer.emit('tick');
      await orphan;
    }, 1);
    const both = scaling(async (size) => {
      const page = await posts(size);
      await orphan;
      return page;
    });
    await expect(Promise.all([both, other])).rejects.toThrow("can't tell which capture caused 1 query");
    await Promise.allSettled([both, other]);
  });

  describe('a query that a worker of the application sends meanwhile', () => {
    const work = new EventEmitter();
    let worked: Promise<unknown> | undefined;
    beforeAll(() => {
      work.on('work', () => {
        worked = pool.query('select now()');
      });
    });
    /** A worker that was started long before, in no context of a capture. */
    function whileWorking<T>(action: () => Promise<T>): () => Promise<T> {
      let start: (() => void) | undefined;
      void new Promise<void>((resolve) => (start = resolve)).then(() => work.emit('work'));
      return async () => {
        start?.();
        const result = await action();
        await worked;
        return result;
      };
    }

    it('is counted, and named with the line that sent it', async () => {
      const message = await messageOf(
        counting(
          whileWorking(() => posts(1)),
          1,
        ),
      );
      expect(message).toContain('Received queries: 2 (1 too many)');
      expect(message).toMatch(
        /^1 of 2 queries came from outside the action, from a server or a timer, and was adopted: select now\(\) in .*on-postgres\.test\.ts:\d+:\d+\)?\.$/m,
      );
    });

    it('fails the test instead where that is strict', async () => {
      const count = matchers.toExecuteQueries.call(
        plainContext(),
        whileWorking(() => posts(1)),
        1,
        { strict: true },
      );
      const message = (await rejectionOf(count)).message;
      expect(message.replace(/in .*on-postgres\.test\.ts:\d+:\d+\)?$/, 'in <here>')).toMatchInlineSnapshot(`
        "toExecuteQueries() takes only what the action itself sends (\`strict\`), and 1 query was sent outside of its context, by a server or a timer. Stop its sender before, or leave out \`strict\` to have such queries counted.

          1×  select now()  (1 row)
              in <here>"
      `);
      const scaled = scaling(
        whileWorking(() => posts(1)),
        { strict: true },
      );
      expect((await rejectionOf(scaled)).message).toContain(
        'takes only what the action itself sends (`strict`), and 1 query at page size 2 was sent outside',
      );
    });
  });

  describe('over HTTP, on a server that listens since before', () => {
    let server: Server;
    let url: string;

    beforeAll(async () => {
      server = createServer((request, response) => {
        const limit = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('limit'));
        const list = request.url?.startsWith('/naive') === true ? naive : flat;
        void list(limit).then((page) => {
          response.statusCode = request.url?.startsWith('/gone') === true ? 410 : 200;
          response.end(JSON.stringify({ data: page }));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, resolve));
      url = `http://localhost:${(server.address() as AddressInfo).port}`;
    });

    afterAll(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });

    it('passes and fails as the same function does, also with `strict`', async () => {
      expect((await scaling((limit) => fetch(`${url}/flat?limit=${limit}`), { strict: true })).pass).toBe(true);
      const message = await messageOf(scaling((limit) => fetch(`${url}/naive?limit=${limit}`)));
      expect(message).toContain('received 3, 6 and 12 (1 more per item)');
      expect(message).not.toContain('adopted');
    });

    it('passes for several tests at the same time', async () => {
      const all = await Promise.all([
        scaling((limit) => fetch(`${url}/flat?limit=${limit}`)),
        scaling((limit) => fetch(`${url}/naive?limit=${limit}`)),
        counting(() => fetch(`${url}/flat?limit=5`), 2),
      ]);
      expect(all.map(({ pass }) => pass)).toEqual([true, false, true]);
    });

    it('throws where the response is an error', async () => {
      await expect(scaling((limit) => fetch(`${url}/gone?limit=${limit}`))).rejects.toThrow(
        'received status 410 at page size 2',
      );
    });
  });
});
