import { runInNewContext } from 'node:vm';
import type { Pool, QueryResult } from 'pg';
import { beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import {
  captureQueries,
  InvalidActionError,
  OverlappingCaptureError,
  PgInterceptor,
  profileQueries,
  startCapture,
} from '../../src/index.js';
import { useDatabase } from '../interceptor/support/database.js';

const database = useDatabase();

let pool: Pool;
let printed: string[];
const write = (profile: string): void => void printed.push(profile);
beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
  printed = [];
});

const heads = (): (string | undefined)[] => printed.map((profile) => profile.split('\n')[0]?.replace(/,[^,]*ms.*/, ''));

async function listPosts(limit: number): Promise<number> {
  const { rows } = await pool.query<{ id: number }>('select id from generate_series(1, $1) as id', [limit]);
  for (const { id } of rows) await authorOf(id);
  return rows.length;
}

async function authorOf(id: number): Promise<void> {
  await pool.query('select $1::int as author', [id]);
}

describe('profileQueries', () => {
  it('prints totals, statements, rows, times, lines and what was not counted', async () => {
    const list = profileQueries(
      async function listInTransaction(limit: number) {
        await pool.query('begin; commit');
        return listPosts(limit);
      },
      { write },
    );
    expect(await list(3)).toBe(3);
    const stable = printed.map((text) =>
      text
        .replace(/\d+\.\d ms/g, '<time>')
        .replace(/ +<time>/g, ' <time>')
        .replace(/\(\S*profile-queries\.test\.ts:\d+:\d+\)/g, '(<line>)'),
    );
    // The longest comes first, and which that is the server decides.
    const [head, , ...rest] = stable[0]?.split('\n') ?? [];
    expect(head).toBe('listInTransaction: 4 queries, 6 rows, <time> (<time> in queries)');
    expect(rest.join('\n')).toContain('3×  3 rows <time>  select $1::int as author');
    expect(rest.join('\n')).toContain('1×  3 rows <time>  select id from generate_series($1, $2) as id');
    expect(rest.join('\n')).toContain('in authorOf (<line>)');
    expect(rest.join('\n')).toContain('once per row of: select id from generate_series($1, $2) as id');
    expect(rest.at(-1)).toBe('Not counted: 1 of transaction control (begin; commit).');
  });

  it('takes the same arguments and `this`, and is called and named alike', async () => {
    async function list(this: { readonly limit: number }, factor: number, ...more: number[]): Promise<number[]> {
      await pool.query('select 1');
      return [this.limit, factor, ...more];
    }
    const posts = { limit: 7, list: profileQueries(list, { write }) };
    expect(await posts.list(2, 3, 4)).toEqual([7, 2, 3, 4]);
    expect([posts.list.name, posts.list.length]).toEqual(['list', 1]);
    expect(heads()).toEqual(['list: 1 query, 1 row']);
  });

  it('returns at once what can not be awaited, and prints then', () => {
    const result = { rows: [] };
    expect(profileQueries(() => result, { name: 'cached', write })()).toBe(result);
    expect(heads()).toEqual(['cached: 0 queries, 0 rows']);
  });

  it('counts what a function sends and does not wait for', async () => {
    const client = await database.client();
    let running: Promise<unknown> | undefined;
    profileQueries(() => void (running = client.query('select 1')), { write })();
    await running;
    expect(printed.join()).toContain('1 still running: nothing waited for it');
  });

  it('awaits a lazy builder in the context of the call', async () => {
    const build = (): PromiseLike<QueryResult> => ({
      then: (...handlers) => pool.query('select 1').then(...handlers),
    });
    const lazy = profileQueries(build, { name: 'lazy', write });
    const results = [lazy(), lazy()];
    expect(results[0]).toBeInstanceOf(Promise);
    expect((await Promise.all(results)).map(({ rowCount }) => rowCount)).toEqual([1, 1]);
    // Without a context, each could be the other's.
    expect(heads()).toEqual(['lazy: 1 query, 1 row', 'lazy: 1 query, 1 row']);
  });

  it('throws what the function throws, unchanged, and prints before', async () => {
    const failure = new RangeError('no');
    const options = { name: 'failing', write };
    const atOnce = profileQueries(() => {
      throw failure;
    }, options);
    const later = profileQueries(async () => {
      await pool.query('select 1');
      throw failure;
    }, options);
    expect(atOnce).toThrow(failure);
    await expect(later()).rejects.toBe(failure);
    expect(heads()).toEqual([
      'failing threw RangeError: 0 queries, 0 rows',
      'failing threw RangeError: 1 query, 1 row',
    ]);
  });

  it('names the error of another realm', () => {
    const failing = profileQueries((): unknown => runInNewContext('throw new RangeError("no")'), {
      name: 'failing',
      write,
    });
    expect(failing).toThrow();
    expect(heads()).toEqual(['failing threw RangeError: 0 queries, 0 rows']);
  });

  it('keeps calls apart that run side by side or inside of each other', async () => {
    const author = profileQueries(authorOf, { write });
    const both = profileQueries(
      async () => {
        await Promise.all([author(1), author(2)]);
        await pool.query('select 3');
      },
      { name: 'both', write },
    );
    await both();
    expect(heads()).toEqual(['authorOf: 1 query, 1 row', 'authorOf: 1 query, 1 row', 'both: 3 queries, 3 rows']);
  });

  it('leaves the counts of a capture around it as they are', async () => {
    const { queries } = await captureQueries(() => profileQueries(authorOf, { write })(1));
    expect(queries).toHaveLength(1);
  });

  it('prints to the console unless told otherwise', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    profileQueries(function idle() {
      return 1;
    })();
    expect(log.mock.calls).toEqual([[expect.stringMatching(/^idle: 0 queries/)]]);
    log.mockRestore();
  });

  it('calls a function without a name anonymous', () => {
    profileQueries(
      (
        () => () =>
          1
      )(),
      { write },
    )();
    expect(heads()).toEqual(['anonymous function: 0 queries, 0 rows']);
  });

  it('measures by the real clock where a test has replaced it', async () => {
    const startedAtMs = performance.now();
    vi.useFakeTimers({ now: 0 });
    await profileQueries(() => pool.query('select pg_sleep(0.02)'), { write })();
    vi.useRealTimers();
    const measuredMs = Number(/, (\d+\.\d) ms/.exec(printed[0] ?? '')?.[1]);
    expect(measuredMs).toBeGreaterThan(15);
    expect(measuredMs).toBeLessThan(performance.now() - startedAtMs + 1);
  });

  it('leaves pg as it was', async () => {
    await profileQueries(authorOf, { write })(1);
    expect(new PgInterceptor().isApplied).toBe(false);
  });

  it('is refused while a window is open, and the function not called', () => {
    using capture = startCapture();
    let calls = 0;
    expect(profileQueries(() => (calls += 1), { write })).toThrow(OverlappingCaptureError);
    expect([calls, capture.isOpen]).toEqual([0, true]);
  });

  it('refuses what is no function', () => {
    expect(() => profileQueries(listPosts(1) as never)).toThrow(InvalidActionError);
    expect(() => profileQueries(undefined as never)).toThrow(
      /^profileQueries\(\) needs a function, received undefined: /,
    );
  });

  it('has the types of the function', () => {
    const sync = profileQueries((a: number, b?: string) => `${a}${b}`);
    const asynchronous = profileQueries(listPosts);
    const lazy = profileQueries((): PromiseLike<1> => Promise.resolve(1));
    const either = profileQueries((): number | Promise<number> => 1);
    expectTypeOf(sync).toEqualTypeOf<(this: unknown, a: number, b?: string) => string>();
    expectTypeOf(asynchronous).toEqualTypeOf<(this: unknown, limit: number) => Promise<number>>();
    expectTypeOf(lazy).returns.toEqualTypeOf<Promise<1>>();
    expectTypeOf(either).returns.toEqualTypeOf<number | Promise<number>>();
  });
});
