import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { runInNewContext } from 'node:vm';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captureQueries, matchers, OverlappingCaptureError, PgInterceptor, startCapture } from '../../src/index.js';
import { useDatabase } from '../interceptor/support/database.js';
import { textsOf } from '../interceptor/support/marked-lines.js';
import { plainContext, rejectionOf } from '../support/plain-context.js';

const database = useDatabase();

let pool: Pool;
beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return withoutPlace(error);
  }
  throw new Error('Nothing was thrown.');
}

/** The message without what depends on where the tests run. */
function withoutPlace(error: unknown): string {
  if (!(error instanceof OverlappingCaptureError)) throw error;
  return error.message.replace('packages/test-utils/', '').replace(/:\d+:\d+\)/, ':<line>)');
}

describe('startCapture', () => {
  it('counts what is sent until the end of its block', async () => {
    await pool.query('select 0');
    let after;
    {
      using capture = startCapture();
      await pool.query('select 1');
      await pool.query('select 2 union select 3');
      after = capture;
    }
    await pool.query('select 4');
    expect(textsOf(after.queries)).toEqual(['select 1', 'select 2 union select 3']);
    expect(after.queries.map(({ attribution }) => attribution)).toEqual(['window', 'window']);
    expect(after.isOpen).toBe(false);
  });

  it('shows its figures while it is open and after', async () => {
    const capture = startCapture();
    const seen: unknown[] = [];
    const look = (): void => {
      const { rows, roundTrips, statements, unattributed, uncounted, byShape, byKind, byTable } = capture;
      const groups = [...byShape.keys(), ...byKind.keys(), ...byTable.keys()];
      seen.push([rows, roundTrips, statements, unattributed.length, uncounted.length, groups]);
    };
    look();
    await pool.query('select oid from pg_class limit 3');
    look();
    await pool.query('begin; commit');
    await pool.query('select 1; select 2');
    look();
    capture.stop();
    look();
    const first = [3, 1, 1, 0, 0, ['select oid from pg_class limit $1', 'select', 'pg_class']];
    const both = [
      ...[5, 2, 3, 0, 1],
      ['select oid from pg_class limit $1', 'select $1; select $2', 'select', 'pg_class'],
    ];
    expect(seen).toEqual([[0, 0, 0, 0, 0, []], first, both, both]);
  });

  it('shows the rows of a query that ended after it was stopped', async () => {
    const client = await database.client();
    const capture = startCapture();
    const running = client.query('select n from generate_series(1, 3) as n');
    capture.stop();
    expect(capture.queries.map(({ rows }) => rows)).toEqual([undefined]);
    await running;
    expect(capture.rows).toBe(3);
  });

  it('measures the time until it is stopped', async () => {
    const capture = startCapture();
    const early = capture.durationMs;
    await pool.query('select pg_sleep(0.02)');
    expect(capture.durationMs).toBeGreaterThan(early + 15);
    capture.stop();
    const { durationMs } = capture;
    await pool.query('select 1');
    capture.stop();
    expect(capture.durationMs).toBe(durationMs);
  });

  it('knows the line of each query', async () => {
    using capture = startCapture();
    await pool.query('select 1');
    expect(capture.queries[0]?.callSite?.file).toBe(__filename);
  });

  it('keeps values and lines as asked', async () => {
    using capture = startCapture({ values: true, callSites: 'none' });
    await pool.query('select $1::int', [7]);
    expect(capture.queries.map(({ values, callSite }) => [values, callSite])).toEqual([[[7], undefined]]);
  });

  it('can be stopped more than once, and does not end the next one by that', async () => {
    const first = startCapture();
    first.stop();
    using second = startCapture();
    first.stop();
    await pool.query('select 1');
    expect([first.queries.length, second.queries.length]).toEqual([0, 1]);
  });

  it('counts nothing more where pg stays patched', async () => {
    const interceptor = new PgInterceptor().apply();
    const capture = startCapture();
    capture.stop();
    await pool.query('select 1');
    startCapture().stop();
    interceptor.dispose();
    expect(capture.queries).toEqual([]);
  });

  it('tells whether a copy of pg was seen, also after it was stopped', () => {
    const capture = startCapture();
    capture.stop();
    expect(capture.driverSeen).toBe(true);
  });

  it('leaves pg as it was', () => {
    const capture = startCapture();
    expect(new PgInterceptor().isApplied).toBe(true);
    capture.stop();
    expect(new PgInterceptor().isApplied).toBe(false);
  });

  it('does not put the code that opened it into a context', async () => {
    const open = async (): Promise<void> => {
      await Promise.resolve();
      startCapture().stop();
    };
    await open();
    const { queries } = await captureQueries(() => pool.query('select 1'));
    expect(queries.map(({ attribution }) => attribution)).toEqual(['scope']);
  });

  it('is stopped by an error that leaves its block', () => {
    const fail = (): void => {
      using capture = startCapture();
      throw new RangeError(String(capture.queries.length));
    };
    expect(fail).toThrow(RangeError);
    startCapture().stop();
  });

  describe('beside a server that listens since before', () => {
    let server: Server;
    beforeEach(async () => {
      server = createServer((_, response) => {
        void pool.query('select 1').then(() => response.end());
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    afterEach(async () => {
      server.close();
      await once(server, 'close');
    });

    it('counts its queries', async () => {
      using capture = startCapture();
      await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      expect(textsOf(capture.queries)).toEqual(['select 1']);
    });
  });

  it('takes a query of an action that settled before', async () => {
    let send = (): Promise<unknown> => Promise.resolve();
    await captureQueries(() => {
      const wait = new Promise<void>((resolve) => {
        send = () => {
          resolve();
          return sent;
        };
      });
      const sent = wait.then(() => pool.query('select 1'));
    });
    using capture = startCapture();
    await send();
    expect(textsOf(capture.queries)).toEqual(['select 1']);
  });

  it('refuses a function, which would not be called', () => {
    expect(() => startCapture((() => undefined) as never)).toThrow(
      new TypeError('startCapture() takes no function: it counts until `stop()`. Use captureQueries(action).'),
    );
  });

  it('needs no symbol for `using`', () => {
    const bare = runInNewContext('Object.getOwnPropertyNames(Symbol).includes("dispose") ? undefined : Symbol') as
      SymbolConstructor | undefined;
    const original = globalThis.Symbol;
    globalThis.Symbol = bare ?? original;
    try {
      const capture = startCapture();
      capture.stop();
      expect(Object.keys(capture)).not.toContain('undefined');
      expect('undefined' in capture).toBe(false);
    } finally {
      globalThis.Symbol = original;
    }
  });
});

describe('a window must be the only capture', () => {
  it('so that a second one is refused, with the place of the first', () => {
    using capture = startCapture();
    expect(messageOf(() => startCapture())).toBe(
      'startCapture() has a capture open already (tests/recording/start-capture.test.ts:<line>). ' +
        'Call its `stop()` first, or declare it with `using` in a block of its own.',
    );
    expect(capture.isOpen).toBe(true);
  });

  it('so that it is refused beside the action of another capture, wherever it is opened', async () => {
    const expected =
      'startCapture() must be the only capture, for it takes every query, and another one is open: that of a ' +
      'captureQueries() or a matcher whose action has not settled. Await it first, or use captureQueries(action) here: ' +
      'such captures can be nested and run side by side.';
    const inside = await captureQueries(() => messageOf(() => startCapture()));
    expect(inside.result).toBe(expected);
    let settle = (): void => undefined;
    const running = captureQueries(() => new Promise<void>((resolve) => (settle = resolve)));
    expect(messageOf(() => startCapture())).toBe(expected);
    settle();
    await running;
    startCapture().stop();
  });

  it('so that a matcher is refused while it is open', async () => {
    using capture = startCapture();
    const matcher = matchers.toExecuteQueries.call(plainContext(), () => pool.query('select 1'), 1);
    expect(withoutPlace(await rejectionOf(matcher))).toContain('Call its `stop()` before');
    expect(capture.queries).toEqual([]);
  });

  it('so that captureQueries is refused while it is open, and its action not run', async () => {
    let runs = 0;
    const act = (): Promise<unknown> => captureQueries(() => (runs += 1));
    {
      using capture = startCapture();
      const refusal: unknown = await act().catch((error: unknown) => error);
      expect(withoutPlace(refusal)).toBe(
        'startCapture() has a capture open (tests/recording/start-capture.test.ts:<line>), which takes every query: no other ' +
          'one can run beside it. Call its `stop()` before captureQueries(), profileQueries(), detectRepeats() or a matcher.',
      );
      expect(capture.isOpen).toBe(true);
    }
    expect(runs).toBe(0);
    await act();
    expect(runs).toBe(1);
  });
});
