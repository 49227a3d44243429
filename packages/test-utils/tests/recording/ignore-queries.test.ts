import type { Pool } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  captureQueries,
  ignoreQueries,
  InvalidActionError,
  PgInterceptor,
  queriesBeforeError,
  startCapture,
  type Query,
} from '../../src/index.js';
import { runCapture } from '../../src/recording/run-capture.js';
import { useDatabase } from '../interceptor/support/database.js';
import { textsOf } from '../interceptor/support/marked-lines.js';

const database = useDatabase();

let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
});

const send = (text: string): Promise<unknown> => pool.query(text);

/** What a capture counts, and what it lists as ignored. */
function seen({ queries, uncounted }: { queries: readonly Query[]; uncounted: readonly Query[] }) {
  return {
    counted: textsOf(queries),
    ignored: textsOf(uncounted.filter((query) => query.uncounted === 'ignored')),
  };
}

describe('ignoreQueries', () => {
  it('takes queries out of the count around it and lists them among the uncounted', async () => {
    const capture = await captureQueries(async () => {
      await send('select 1');
      await ignoreQueries(() => send('select 2'));
      await send('select 3');
    });
    expect(seen(capture)).toEqual({ counted: ['select 1', 'select 3'], ignored: ['select 2'] });
    expect([capture.rows, capture.roundTrips, capture.byShape.size]).toEqual([2, 2, 1]);
    expect(capture.unattributed).toEqual([]);
  });

  it('returns what the action returns, and throws what it throws', async () => {
    expect(await ignoreQueries(() => 42)).toBe(42);
    expect(await ignoreQueries(() => Promise.resolve('later'))).toBe('later');
    const failure = new RangeError('no');
    const fail = (): never => {
      throw failure;
    };
    await expect(ignoreQueries(fail)).rejects.toBe(failure);
    await expect(ignoreQueries(() => Promise.reject(failure))).rejects.toBe(failure);
  });

  it('starts a lazy thenable inside', async () => {
    const lazy: PromiseLike<unknown> = { then: (fulfilled, rejected) => send('select 1').then(fulfilled, rejected) };
    expect(seen(await captureQueries(() => ignoreQueries(() => lazy)))).toEqual({ counted: [], ignored: ['select 1'] });
  });

  it('counts again after it, also after an error', async () => {
    const capture = await captureQueries(async () => {
      const failed = ignoreQueries(async () => {
        await send('select 1');
        throw new Error('no');
      });
      await failed.catch(() => undefined);
      await send('select 2');
    });
    expect(seen(capture)).toEqual({ counted: ['select 2'], ignored: ['select 1'] });
  });

  it('ignores beside what counts at the same time', async () => {
    const capture = await captureQueries(() =>
      Promise.all([ignoreQueries(() => send('select 1')), send('select 2'), ignoreQueries(() => send('select 3'))]),
    );
    expect(seen(capture)).toEqual({ counted: ['select 2'], ignored: ['select 1', 'select 3'] });
  });

  it('counts what it started and nobody awaited once it has settled', async () => {
    const capture = await captureQueries(async () => {
      let background: Promise<unknown> = Promise.resolve();
      let go = (): void => undefined;
      await ignoreQueries(() => {
        background = new Promise<void>((resolve) => (go = resolve)).then(() => send('select 1'));
      });
      go();
      await background;
    });
    expect(seen(capture)).toEqual({ counted: ['select 1'], ignored: [] });
  });

  it('costs a counted query of the same shape nothing of its line', async () => {
    const capture = await runCapture(
      async () => {
        await ignoreQueries(() => Promise.all([send('select 1'), send('select 2'), send('select 3')]));
        await send('select 4');
      },
      { callSites: 'first-two-per-shape' },
    );
    expect(capture.queries[0]?.callSite?.file).toBe(__filename);
  });

  it('runs without a capture, and leaves pg as it was', async () => {
    expect(await ignoreQueries(() => pool.query('select 1 as n'))).toMatchObject({ rows: [{ n: 1 }] });
    expect(new PgInterceptor().isApplied).toBe(false);
  });

  it.each([
    ['a Promise', Promise.resolve()],
    ['undefined', undefined],
  ])('refuses %s in place of an action', async (described, action) => {
    const refusal: unknown = await ignoreQueries(action as never).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidActionError);
    expect((refusal as Error).message).toBe(
      `ignoreQueries() needs a function, received ${described}: its queries must be sent while they are counted. ` +
        'Pass `() => listPosts()`, not `listPosts()`.',
    );
  });
});

describe('nested captures', () => {
  it('count for both', async () => {
    const outer = await captureQueries(async () => {
      await send('select 1');
      return captureQueries(() => send('select 2'));
    });
    expect(seen(outer)).toEqual({ counted: ['select 1', 'select 2'], ignored: [] });
    expect(seen(outer.result)).toEqual({ counted: ['select 2'], ignored: [] });
  });

  it('inside of ignoreQueries count for themselves only', async () => {
    const outer = await captureQueries(() => ignoreQueries(() => captureQueries(() => send('select 1'))));
    expect(seen(outer)).toEqual({ counted: [], ignored: ['select 1'] });
    expect(seen(outer.result)).toEqual({ counted: ['select 1'], ignored: [] });
  });

  it('around ignoreQueries both leave its queries out', async () => {
    const outer = await captureQueries(() => captureQueries(() => ignoreQueries(() => send('select 1'))));
    expect(seen(outer)).toEqual({ counted: [], ignored: ['select 1'] });
    expect(seen(outer.result)).toEqual({ counted: [], ignored: ['select 1'] });
  });

  it('hear of what ignoreQueries inside of ignoreQueries sends once', async () => {
    const outer = await captureQueries(() => ignoreQueries(() => ignoreQueries(() => send('select 1'))));
    expect(seen(outer)).toEqual({ counted: [], ignored: ['select 1'] });
  });

  it('keep what an inner one that throws had sent', async () => {
    const failure = new Error('no');
    const outer = await captureQueries(async () => {
      const inner = captureQueries(async () => {
        await ignoreQueries(() => send('select 1'));
        await send('select 2');
        throw failure;
      });
      await inner.catch(() => undefined);
      await send('select 3');
    });
    expect(seen(outer)).toEqual({ counted: ['select 2', 'select 3'], ignored: ['select 1'] });
    const before = queriesBeforeError(failure);
    expect(before && seen(before)).toEqual({ counted: ['select 2'], ignored: ['select 1'] });
  });

  it('of which the outer one settles first keep their own queries', async () => {
    let inner: Promise<Parameters<typeof seen>[0]> | undefined;
    let go = (): void => undefined;
    const outer = await captureQueries(() => {
      inner = captureQueries(async () => {
        await new Promise<void>((resolve) => (go = resolve));
        await send('select 1');
      });
    });
    go();
    expect(seen((await inner) ?? outer)).toEqual({ counted: ['select 1'], ignored: [] });
    expect(seen(outer)).toEqual({ counted: [], ignored: [] });
  });
});

describe('what is ignored outside of every context', () => {
  it('is not counted by a window', async () => {
    using capture = startCapture();
    await send('select 1');
    await ignoreQueries(() => send('select 2'));
    expect(seen(capture)).toEqual({ counted: ['select 1'], ignored: ['select 2'] });
  });

  it('is not counted by a capture that opened later', async () => {
    let go = (): void => undefined;
    const ignored = ignoreQueries(async () => {
      await new Promise<void>((resolve) => (go = resolve));
      await send('select 1');
    });
    const capture = await captureQueries(async () => {
      go();
      await ignored;
    });
    expect(seen(capture)).toEqual({ counted: [], ignored: ['select 1'] });
  });

  it('is not counted by the only capture, nor a doubt for several', async () => {
    const settle: (() => void)[] = [];
    const open = () => captureQueries(() => new Promise<void>((resolve) => settle.push(resolve)));
    const alone = open();
    await ignoreQueries(() => send('select 1'));
    const beside = open();
    await ignoreQueries(() => send('select 2'));
    for (const end of settle) end();
    const [first, second] = await Promise.all([alone, beside]);
    expect(seen(first)).toEqual({ counted: [], ignored: ['select 1', 'select 2'] });
    expect(seen(second)).toEqual({ counted: [], ignored: ['select 2'] });
    expect([...first.unattributed, ...second.unattributed]).toEqual([]);
  });
});

describe('a late query', () => {
  it('is late for the capture around, though ignoreQueries that sent it had settled before', async () => {
    let go = (): void => undefined;
    let background: Promise<unknown> = Promise.resolve();
    const interceptor = new PgInterceptor().apply();
    const capture = await runCapture(() =>
      ignoreQueries(() => {
        background = new Promise<void>((resolve) => (go = resolve)).then(() => send('select 1'));
      }),
    );
    await runCapture(async () => {
      go();
      await background;
    });
    interceptor.dispose();
    expect(textsOf(capture.late)).toEqual(['select 1']);
  });

  it('is none where it is ignored', async () => {
    let go = (): void => undefined;
    let background: Promise<unknown> = Promise.resolve();
    const interceptor = new PgInterceptor().apply();
    const capture = await runCapture(() => {
      background = ignoreQueries(async () => {
        await new Promise<void>((resolve) => (go = resolve));
        await send('select 1');
      });
    });
    const next = await runCapture(async () => {
      go();
      await background;
    });
    interceptor.dispose();
    expect(capture.late).toEqual([]);
    expect(seen(next)).toEqual({ counted: [], ignored: ['select 1'] });
  });
});
