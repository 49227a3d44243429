import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Pool } from 'pg';
import { WatchScope } from '../../src/guards/every-test/watch-scope.js';
import { captureQueries, ignoreQueries, startCapture } from '../../src/index.js';
import { openSession, type ScopeSession } from '../../src/interceptor/scope-session.js';
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
