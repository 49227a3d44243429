import { AsyncResource, executionAsyncResource } from 'node:async_hooks';
import { hasSubscribers } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Cursor from 'pg-cursor';
import { Client, Pool, Query } from 'pg';
import secondCopy from 'pg-second-copy';
import { beforeAll, describe, expect, it } from 'vitest';
import { captureQueries, PgInterceptor } from '../../src/index.js';
import { sharedState } from '../../src/interceptor/interceptor-state.js';
import { useDatabase } from './support/database.js';

const rounds = 2_000;
const database = useDatabase();

const channels = [
  'undici:request:create',
  'undici:client:sendHeaders',
  'http.client.request.start',
  'http.server.request.start',
];

let collectGarbage: () => void;
beforeAll(() => {
  setFlagsFromString('--expose-gc');
  collectGarbage = runInNewContext('gc') as () => void;
});

/** Connections of a kind each that live on from round to round. */
async function openConnections() {
  const client = await database.client();
  const pool = await database.warmPool();
  const older = database.endAfterTest(new secondCopy.Client({ connectionString: database.connectionString }));
  await older.connect();
  return { client, pool, older };
}

type Connections = Awaited<ReturnType<typeof openConnections>>;

/** A test file's worth of use. Answers what must be garbage after it. */
async function useOnce({ client, pool, older }: Connections): Promise<readonly WeakRef<object>[]> {
  const interceptor = new PgInterceptor().apply();
  const capture = await captureQueries(async () => {
    await client.query('select 1');
    const cursor = client.query(new Cursor('select n from generate_series(1, 3) as n'));
    await cursor.read(1);
    await cursor.close();
    await Promise.all([pool.query('select 2'), older.query('select 3')]);
  });
  if (capture.queries.length !== 4) throw new Error(`Captured ${capture.queries.length} queries of 4.`);
  const state = sharedState();
  interceptor.dispose();
  return [capture, ...(state === undefined ? [] : [state, state.storage])].map((object) => new WeakRef(object));
}

/** Everything that the interceptor could leave something on. */
function traces({ client, pool, older }: Connections): unknown {
  const emitters = [client, older].flatMap((each) => {
    const { connection } = each as unknown as { connection: EventEmitter & { stream: EventEmitter } };
    return [each, connection, connection.stream];
  });
  return {
    listeners: [...emitters, pool, process].map((emitter: EventEmitter) =>
      emitter.eventNames().map((event) => [event, emitter.listenerCount(event as string)]),
    ),
    keys: [...emitters, pool].map((emitter) => Reflect.ownKeys(emitter)),
    methods: [EventEmitter, Client.prototype, Object.getPrototypeOf(Pool.prototype) as object, Query.prototype].map(
      (target) => Object.getOwnPropertyDescriptors(target),
    ),
    subscribed: channels.filter((channel) => hasSubscribers(channel)),
    // Node 20 keeps each storage's value as a property of whatever runs.
    stores: new AsyncResource('round').runInAsyncScope(
      () => Object.getOwnPropertySymbols(executionAsyncResource()).length,
    ),
  };
}

describe('many rounds of apply, capture and dispose', () => {
  it('leave no listener, method, channel or store behind', async () => {
    const connections = await openConnections();
    await useOnce(connections);
    const before = traces(connections);
    for (let round = 0; round < rounds; round += 1) await useOnce(connections);
    expect(traces(connections)).toEqual(before);
  });

  it('leave no state, storage or capture to the connections that live on', async () => {
    const connections = await openConnections();
    const references: WeakRef<object>[] = [];
    for (let round = 0; round < rounds; round += 1) references.push(...(await useOnce(connections)));
    const held = (): number => {
      collectGarbage();
      return references.filter((reference) => reference.deref() !== undefined).length;
    };
    // What the last rounds used is still on the stack of the engine, or in the context of what ran last.
    await expect.poll(held).toBeLessThanOrEqual(6);
  });

  it('leave the heap as it was', async () => {
    const connections = await openConnections();
    const heapAfter = async (count: number): Promise<number> => {
      for (let round = 0; round < count; round += 1) await useOnce(connections);
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    // Until then code is compiled and caches fill.
    const early = await heapAfter(rounds);
    const late = await heapAfter(rounds);
    expect((late - early) / rounds).toBeLessThan(300);
  });
});
