import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Pool } from 'pg';
import { WatchScope } from '../../src/guards/every-test/watch-scope.js';
import { captureQueries, ignoreQueries, limitQueries, startCapture } from '../../src/index.js';
import { openSession, type ScopeSession } from '../../src/interceptor/scope-session.js';
import { SentQuery } from '../../src/interceptor/sent-query.js';
import type { IncomingRequest } from '../../src/interceptor/served-request.js';
import { useDatabase } from './support/database.js';

const database = useDatabase();

let pool: Pool;
let scope: WatchScope;
let session: ScopeSession;

beforeEach(async () => {
  pool = await database.warmPool({ max: 2 });
  scope = new WatchScope();
  session = openSession(scope);
});

afterEach(() => {
  session.close();
});

const texts = () => [...scope.queries.values()].flat().map(({ text }) => text);

it('hears of what is sent outside of all captures', async () => {
  await pool.query('select 1');
  await captureQueries(() => pool.query('select 2'));
  await ignoreQueries(() => pool.query('select 3'));
  const capture = startCapture();
  await pool.query('select 4');
  capture.stop();
  await pool.query('select 5');
  expect(texts()).toEqual(['select 1', 'select 5']);
});

it('leaves to the only capture what was sent in no context, as if nobody watched', async () => {
  let send: (() => void) | undefined;
  const sent = new Promise<void>((resolve) => (send = resolve)).then(() => pool.query('select 1'));
  const { queries } = await captureQueries(async () => {
    send?.();
    await sent;
  });
  expect(queries.map(({ attribution }) => attribution)).toEqual(['adopted']);
  expect(texts()).toEqual([]);
});

it('hears of nothing after its close', async () => {
  session.close();
  await pool.query('select 1');
  expect(texts()).toEqual([]);
});

it.each([
  ['a capture', true, () => captureQueries(() => pool.query('select 1'))],
  ['a guard', true, () => limitQueries(1, () => pool.query('select 1'))],
  ['nobody', true, () => pool.query('select 1')],
  ['ignoreQueries', false, () => ignoreQueries(() => pool.query('select 1'))],
])('knows whether %s saw a query: %s', async (_, isSeen, send) => {
  expect(scope.sawQueries).toBe(false);
  await send();
  expect(scope.sawQueries).toBe(isSeen);
});

it('names a request by the route that sent its first query, also after its router has failed', () => {
  const request: { -readonly [Key in keyof IncomingRequest]: IncomingRequest[Key] } = {
    ...{ method: 'GET', url: '/boom/7', originalUrl: '/posts/boom/7' },
  };
  const query = new SentQuery('select 1', false);
  const context = { scope: undefined, setup: false, request };
  // That of a middleware.
  scope.receiveServed(query, context);
  Object.assign(request, { baseUrl: '/posts', route: { path: '/boom/:name' } });
  scope.receiveServed(query, context);
  request.baseUrl = '';
  scope.receiveServed(query, context);
  expect(scope.endpointOf(request)).toBe('GET /posts/boom/:name');
});
