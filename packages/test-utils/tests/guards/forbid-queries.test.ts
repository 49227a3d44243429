import { from as copyFrom } from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { Query, type Client, type Pool, type PoolClient } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  allowQueries,
  captureQueries,
  forbidQueries,
  ignoreQueries,
  InvalidActionError,
  limitQueries,
  PgInterceptor,
  RefusedQueryError,
} from '../../src/index.js';
import { useDatabase } from '../interceptor/support/database.js';
import { markedLines } from '../interceptor/support/marked-lines.js';

const database = useDatabase();
const line = markedLines(__filename);
let pool: Pool;
let client: Client;

beforeEach(async () => {
  pool = await database.warmPool();
  client = await database.client();
});

/** Runs a call under a guard, and answers how the call ended and how the guard did. */
async function refuse(call: () => unknown): Promise<{ inside: unknown; outside: unknown }> {
  let inside: unknown;
  const guarded = forbidQueries(async () => {
    inside = await Promise.resolve(call()).then(
      () => 'sent',
      (error: unknown) => error,
    );
  });
  const outside: unknown = await guarded.catch((error: unknown) => error);
  return { inside, outside };
}

describe('forbidQueries()', () => {
  it('answers what an action returns that sends no query', async () => {
    expect(await forbidQueries(() => 7)).toBe(7);
    expect(await forbidQueries(() => Promise.resolve('page'))).toBe('page');
  });

  describe("refuses in pg's own form", () => {
    const error = expect.any(RefusedQueryError) as RefusedQueryError;

    it.each<[string, () => Promise<unknown>]>([
      ['a promise of a client', () => client.query('select 1')],
      ['a promise of a pool', () => pool.query('select $1::int', [1])],
      ['a configuration', () => pool.query({ text: 'select 1', name: 'one' })],
      [
        'a callback of a client',
        () =>
          new Promise((_, reject) => {
            client.query('select 1', reject);
          }),
      ],
      [
        'a callback after values',
        () =>
          new Promise((_, reject) => {
            client.query('select $1', [1], reject);
          }),
      ],
      [
        'a callback of a pool',
        () =>
          new Promise((_, reject) => {
            pool.query('select 1', reject);
          }),
      ],
      [
        'a callback of a configuration',
        () => {
          const { promise, settle } = calledBack();
          expect(client.query({ text: 'select 1', callback: settle } as never)).toBeUndefined();
          return promise;
        },
      ],
      ['a cursor', () => client.query(new Cursor('select 1')).read(1)],
      [
        'a query object with a callback',
        () => {
          const { promise, settle } = calledBack();
          const query = new Query('select 1') as never;
          expect(client.query(query, settle as never)).toBe(query);
          return promise;
        },
      ],
      ['a query object', () => failureOf(client.query(new Query('select 1') as never))],
      ['a stream', () => failureOf(client.query(new QueryStream('select 1')).resume())],
      ['a copy', () => failureOf(client.query(copyFrom('copy pg_class from stdin')))],
      ['a query on a client of the pool', () => withPoolClient((taken) => taken.query('select 1'))],
    ])('%s', async (_, call) => {
      const { inside, outside } = await refuse(call);
      expect({ inside, outside }).toEqual({ inside: error, outside: error });
    });

    it('in a later turn, as pg does', async () => {
      const order: string[] = [];
      await forbidQueries(() => {
        client.query('select 1', () => void order.push('callback'));
        order.push('call');
      }).catch(() => order.push('guard'));
      expect(order).toEqual(['call', 'callback', 'guard']);
    });

    it('by the promises that the application has pg use', async () => {
      class OwnPromise<T> extends Promise<T> {}
      const own = await database.warmPool({ Promise: OwnPromise });
      let promise: unknown;
      await refusalOf(() => (promise = own.query('select 1')));
      expect(promise).toBeInstanceOf(OwnPromise);
    });
  });

  const messageOf = ({ message }: Error) => message.replace(/[^\s(]*(forbid-queries.test.ts):\d+:\d+/, '$1');

  it('says which query, from which line, and what to do', async () => {
    const error = await refusalOf(async function render() {
      await pool.query('select * from pg_class where oid = $1', [1]); // refused
    });
    expect(error).toMatchObject({ name: 'RefusedQueryError', sql: 'select * from pg_class where oid = $1' });
    expect(messageOf(error)).toMatchInlineSnapshot(`
      "forbidQueries() refused a query: none may be sent here.

        select * from pg_class where oid = $1
        in render (forbid-queries.test.ts)

      Load what is needed before, or let it pass: \`allowQueries(() => …)\`."
    `);
    expect(error.message).toContain(line('refused'));
    expect(error.stack?.split('\n    at ')[1]).toContain(line('refused'));
  });

  it('fails at the end where the action swallowed the refusal', async () => {
    const error = await refusalOf(async () => {
      await pool.query('select 1').catch(() => undefined); // swallowed
      await client.query('select 1').catch(() => undefined);
      return 'page';
    });
    expect(messageOf(error)).toMatchInlineSnapshot(`
      "forbidQueries() refused 2 queries, and the action went on as if nothing had happened: none may be sent here.

        2×  select $1
            in forbid-queries.test.ts

      Load what is needed before, or let them pass: \`allowQueries(() => …)\`."
    `);
    expect(error.stack?.startsWith(`RefusedQueryError: ${error.message}\n    at `)).toBe(true);
    expect(error.stack).toContain(line('swallowed'));
  });

  it('fails with the refusal itself where the action made another error of it', async () => {
    const error = await forbidQueries(async () => {
      try {
        await pool.query('select 1');
      } catch (cause) {
        throw new Error('can not render', { cause });
      }
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedQueryError);
  });

  it('refuses a query that nobody waits for', async () => {
    await expect(forbidQueries(() => void pool.query('select 1').catch(() => undefined))).rejects.toThrow(
      'forbidQueries() refused 1 query, and the action went on as if nothing had happened',
    );
  });

  it('refuses a query that comes a turn after the action', async () => {
    await expect(
      forbidQueries(() => void setImmediate(() => void pool.query('select 1').catch(() => undefined))),
    ).rejects.toThrow('forbidQueries() refused 1 query');
  });

  it('refuses a query that is sent outside of its context while it is the only one', async () => {
    let send = (): void => undefined;
    const asked = new Promise<void>((resolve) => (send = resolve));
    const sent = asked.then(() => pool.query('select 1'));
    await expect(
      forbidQueries(async () => {
        send();
        await sent;
      }),
    ).rejects.toThrow(RefusedQueryError);
  });

  it('fails where a query could be that of another capture', async () => {
    let send = (): void => undefined;
    const asked = new Promise<void>((resolve) => (send = resolve));
    const sent = asked.then(() => pool.query('select 1'));
    let close = (): void => undefined;
    const capture = captureQueries(() => new Promise<void>((resolve) => (close = resolve)));
    await expect(
      forbidQueries(async () => {
        send();
        await sent;
      }),
    ).rejects.toThrow("forbidQueries() can't tell which capture caused 1 query");
    close();
    await capture;
  });

  it('passes the error of an action that sends no query', async () => {
    const own = new Error('own');
    await expect(forbidQueries(() => Promise.reject(own))).rejects.toBe(own);
  });

  it('leaves clients and pools usable, and the next query alone', async () => {
    for (let times = 0; times < 3; times += 1) {
      await expect(forbidQueries(() => pool.query('select 1'))).rejects.toThrow(RefusedQueryError);
      await expect(forbidQueries(() => client.query('select 1'))).rejects.toThrow(RefusedQueryError);
    }
    expect([pool.totalCount, pool.idleCount, pool.waitingCount]).toEqual([1, 1, 0]);
    const { queries } = await captureQueries(() => Promise.all([pool.query('select 1'), client.query('select 1')]));
    expect(queries).toHaveLength(2);
  });

  it('lets a transaction end that it refused a query of', async () => {
    const error = await withPoolClient(async (taken) => {
      const refused: unknown = await forbidQueries(async () => {
        await taken.query('begin');
        try {
          await taken.query('select 1');
        } finally {
          await taken.query('rollback');
        }
      }).catch((thrown: unknown) => thrown);
      expect((await taken.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
      return refused;
    });
    expect(error).toBeInstanceOf(RefusedQueryError);
  });

  it('lets pass what opens a connection', async () => {
    const fresh = database.pool({ max: 1 });
    fresh.on('connect', (opened) => void opened.query('select version()').catch(() => undefined));
    await forbidQueries(async () => {
      (await fresh.connect()).release();
    });
  });

  it('shows in captures around it as a query that was never sent', async () => {
    const { queries, uncounted } = await captureQueries(() => refuse(() => pool.query('select 1')));
    expect(queries).toEqual([]);
    expect(uncounted.map(({ sql, uncounted: reason }) => [sql, reason])).toEqual([['select 1', 'unsent']]);
  });

  it('is restored with pg', async () => {
    await forbidQueries(() => undefined);
    expect(new PgInterceptor().isApplied).toBe(false);
    await expect(forbidQueries(() => pool.query('select 1'))).rejects.toThrow();
    expect(new PgInterceptor().isApplied).toBe(false);
  });

  it.each([undefined, Promise.resolve(), 7])('refuses to be given no function: %s', async (action) => {
    await expect(forbidQueries(action as never)).rejects.toThrow(InvalidActionError);
    await expect(forbidQueries(action as never)).rejects.toThrow(/^forbidQueries\(\) needs a function, received /);
  });
});

describe('allowQueries()', () => {
  it('lets queries pass a guard around it, and no others', async () => {
    const sent: string[] = [];
    const error: unknown = await forbidQueries(async () => {
      await allowQueries(async () => {
        await pool.query('select 1');
        await limitQueries(1, () => client.query('select 2'));
        sent.push('allowed');
      });
      await pool.query('select 3');
      sent.push('not allowed');
    }).catch((thrown: unknown) => thrown);
    expect(sent).toEqual(['allowed']);
    expect(error).toMatchObject({ sql: 'select 3' });
  });

  it('does not lift a guard inside of it', async () => {
    await expect(allowQueries(() => forbidQueries(() => pool.query('select 1')))).rejects.toThrow(RefusedQueryError);
    await expect(
      allowQueries(() => limitQueries(1, () => forbidQueries(() => pool.query('select 1')))),
    ).rejects.toThrow(RefusedQueryError);
    await expect(forbidQueries(() => allowQueries(() => forbidQueries(() => pool.query('select 1'))))).rejects.toThrow(
      RefusedQueryError,
    );
  });

  it('is over for what it started when it has settled', async () => {
    let send = (): void => undefined;
    const asked = new Promise<void>((resolve) => (send = resolve));
    await expect(
      forbidQueries(async () => {
        const late: { sent?: Promise<unknown> } = {};
        await allowQueries(() => {
          late.sent = asked.then(() => pool.query('select 1'));
        });
        send();
        await late.sent;
      }),
    ).rejects.toThrow(RefusedQueryError);
  });

  it('hides nothing from captures', async () => {
    const { queries } = await captureQueries(() => forbidQueries(() => allowQueries(() => pool.query('select 1'))));
    expect(queries).toHaveLength(1);
    const alone = await captureQueries(() => allowQueries(() => pool.query('select 1')));
    expect(alone.queries).toHaveLength(1);
  });

  it('answers what its action returns or throws, without a guard too', async () => {
    expect(await allowQueries(() => 7)).toBe(7);
    await expect(allowQueries(() => Promise.reject(new Error('own')))).rejects.toThrow('own');
    expect(new PgInterceptor().isApplied).toBe(false);
  });

  it('refuses to be given no function', async () => {
    await expect(allowQueries(7 as never)).rejects.toThrow(/^allowQueries\(\) needs a function, received a number/);
  });
});

it('lets pass what ignoreQueries() sends', async () => {
  await forbidQueries(() => ignoreQueries(() => pool.query('select 1')));
});

async function withPoolClient<T>(use: (taken: PoolClient) => Promise<T>): Promise<T> {
  const taken = await pool.connect();
  try {
    return await use(taken);
  } finally {
    taken.release();
  }
}

/** A callback as pg calls it, and how it was called. */
function calledBack() {
  let settle: (error?: unknown) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = (error) => {
      if (error instanceof Error) reject(error);
      else resolve();
    };
  });
  return { promise, settle };
}

function failureOf(emitter: { once(event: 'error', listener: (error: Error) => void): unknown }): Promise<never> {
  return new Promise((_, reject) => {
    emitter.once('error', reject);
  });
}

/** Answers the refusal that a guarded action ends with. */
async function refusalOf(action: () => unknown): Promise<RefusedQueryError> {
  try {
    await forbidQueries(action);
  } catch (error) {
    if (error instanceof RefusedQueryError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
