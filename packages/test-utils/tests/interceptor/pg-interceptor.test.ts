import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { EventEmitter, once } from 'node:events';
import { Client, Pool, Query } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { captureQueries, IncompatibleInterceptorError, PgInterceptor } from '../../src/index.js';
import { useDatabase } from './support/database.js';
import { loadAnotherCopy } from './support/another-copy.js';
import { textsOf } from './support/marked-lines.js';

const database = useDatabase();
const stateKey = Symbol.for('@flatquery/test-utils');

const poolPrototype = Object.getPrototypeOf(Pool.prototype) as object;
const patched: readonly (readonly [object, string])[] = [
  [EventEmitter, 'init'],
  [Client.prototype, 'query'],
  [poolPrototype, 'query'],
  [poolPrototype, 'connect'],
  [poolPrototype, 'emit'],
  [poolPrototype, '_promiseTry'],
  [poolPrototype, '_acquireClient'],
  [poolPrototype, '_release'],
  [Query.prototype, 'submit'],
  [Query.prototype, 'handleError'],
  [Query.prototype, 'handleCommandComplete'],
  [Query.prototype, 'handleReadyForQuery'],
];

function descriptors(): (PropertyDescriptor | undefined)[] {
  return patched.map(([target, key]) => Object.getOwnPropertyDescriptor(target, key));
}

const pristine = descriptors();
const interceptors: PgInterceptor[] = [];
function interceptor(): PgInterceptor {
  const created = new PgInterceptor();
  interceptors.push(created);
  return created;
}
afterEach(() => {
  for (const created of interceptors.splice(0)) created.dispose();
});

/** Wraps a method as tracing tools do, and answers how to take that off. */
function wrapOver(target: object, key: string, calls: string[]): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(target, key);
  const original = descriptor?.value as (...args: unknown[]) => unknown;
  Object.defineProperty(target, key, {
    ...descriptor,
    value(this: unknown, ...args: unknown[]) {
      calls.push(key);
      return original.apply(this, args);
    },
  });
  return () => Object.defineProperty(target, key, descriptor ?? {});
}

describe('apply and dispose', () => {
  it('patch each method with its flags, name and length, and restore the exact descriptors', () => {
    const applied = interceptor().apply();
    for (const [index, descriptor] of descriptors().entries()) {
      const before = pristine[index];
      expect(descriptor?.value).not.toBe(before?.value);
      if (before === undefined) continue;
      expect({ ...descriptor, value: undefined }).toEqual({ ...before, value: undefined });
      const method = descriptor?.value as (...args: unknown[]) => unknown;
      const original = before.value as (...args: unknown[]) => unknown;
      expect([method.name, method.length]).toEqual([patched[index]?.[1], original.length]);
    }
    applied.dispose();
    expect(descriptors()).toEqual(pristine);
    expect(descriptors().map((descriptor) => descriptor?.value as unknown)).toEqual(
      pristine.map((descriptor) => descriptor?.value as unknown),
    );
    expect(Object.getOwnPropertySymbols(EventEmitter)).not.toContain(stateKey);
  });

  it('count their users, each owner once', () => {
    const first = interceptor();
    const second = interceptor();
    const owner = {};
    first.apply().apply();
    second.apply(owner);
    first.dispose();
    first.dispose();
    expect(first.isApplied).toBe(true);
    expect(descriptors()[1]?.value).not.toBe(pristine[1]?.value);
    second.dispose();
    expect(second.isApplied).toBe(true);
    second.dispose(owner);
    expect(second.isApplied).toBe(false);
    expect(descriptors()).toEqual(pristine);
  });

  it('leave nothing behind after many rounds with and without captures', async () => {
    const client = await database.client();
    const pool = await database.warmPool();
    for (let round = 0; round < 50; round += 1) {
      const applied = interceptor().apply();
      const { queries } = await captureQueries(() => Promise.all([client.query('select 1'), pool.query('select 2')]));
      expect(queries).toHaveLength(2);
      applied.dispose();
    }
    expect(descriptors()).toEqual(pristine);
    expect(client.eventNames()).toEqual(['error']);
    expect(Object.getOwnPropertyNames(client)).not.toContain('query');
  });

  it('leave the queries followed that have not ended, whether sent or queued', async () => {
    const client = await database.client();
    const running: Promise<unknown>[] = [];
    const { queries } = await captureQueries(() => {
      running.push(client.query('select 1'), client.query('select n from generate_series(1, 2) as n'));
      running.push(client.query('select * from missing').catch(() => undefined));
    });
    expect(descriptors()).toEqual(pristine);
    expect(queries.map(({ durationMs }) => durationMs)).toEqual(Array(3).fill(undefined));
    await Promise.all(running);
    expect(queries.map(({ rows, error, transaction }) => [rows, error?.message, transaction])).toEqual([
      [1, undefined, false],
      [2, undefined, false],
      [undefined, 'relation "missing" does not exist', false],
    ]);
  });

  it('are done by each capture for itself', async () => {
    const pool = await database.warmPool();
    await captureQueries(async () => {
      await pool.query('select 1');
      expect(interceptor().isApplied).toBe(true);
    });
    expect(descriptors()).toEqual(pristine);
  });

  it('leave what another tool wrapped since in its place, and pass through below it', async () => {
    const client = await database.client();
    const calls: string[] = [];
    const applied = interceptor().apply();
    const unwrap = wrapOver(Client.prototype, 'query', calls);
    const wrapped = Object.getOwnPropertyDescriptor(Client.prototype, 'query');
    const during = await captureQueries(() => client.query('select 1'));
    applied.dispose();
    expect(Object.getOwnPropertyDescriptor(Client.prototype, 'query')).toEqual(wrapped);
    await client.query('select 2');

    // Applied again it sits above the other tool, and what is left below counts nothing.
    const again = await captureQueries(() => client.query('select 3'));
    expect([textsOf(during.queries), textsOf(again.queries)]).toEqual([['select 1'], ['select 3']]);
    expect(Object.getOwnPropertyDescriptor(Client.prototype, 'query')).toEqual(wrapped);
    expect(calls).toEqual(['query', 'query', 'query']);

    unwrap();
    Object.defineProperty(Client.prototype, 'query', pristine[1] ?? {});
    expect(descriptors()).toEqual(pristine);
  });

  it('note once what happens to a query that was sent before, where another tool has wrapped over the patch', async () => {
    const client = await database.client();
    const applied = interceptor().apply();
    const undo = ['submit', 'handleCommandComplete', 'handleReadyForQuery'].map((key) =>
      wrapOver(Query.prototype, key, []),
    );
    const running: Promise<unknown>[] = [];
    const { queries } = await captureQueries(() => {
      running.push(client.query('select 1'), client.query('select n from generate_series(1, 2) as n'));
    });
    applied.dispose();
    await Promise.all(running);
    expect(queries.map(({ rows }) => rows)).toEqual([1, 2]);
    for (const unwrap of undo) unwrap();
    for (const [index, [target, key]] of patched.entries()) {
      if (target === Query.prototype) Object.defineProperty(target, key, pristine[index] ?? {});
    }
    expect(descriptors()).toEqual(pristine);
  });

  it('do not patch a method twice that another tool wrapped', async () => {
    const client = await database.client();
    const applied = interceptor().apply();
    const unwrap = wrapOver(Client.prototype, 'query', []);
    interceptor().apply();
    const { queries } = await captureQueries(async () => {
      await client.query('select 1');
      const other = await database.client();
      await other.query('select 2');
    });
    expect(textsOf(queries)).toEqual(['select 1', 'select 2']);
    unwrap();
    applied.dispose();
  });

  it('patch nothing more after the end, also where what watches could not be taken out', () => {
    const applied = interceptor().apply();
    const unwrap = wrapOver(EventEmitter, 'init', []);
    applied.dispose();
    const copy = loadAnotherCopy();
    const before = Object.getOwnPropertyDescriptor(copy.Client.prototype, 'query');
    expect(new copy.Client()).toBeInstanceOf(EventEmitter);
    expect(Object.getOwnPropertyDescriptor(copy.Client.prototype, 'query')).toEqual(before);
    unwrap();
    Object.defineProperty(EventEmitter, 'init', pristine[0] ?? {});
  });

  it('pass through below the domain module when that is loaded in between', async () => {
    const script = `
      const { EventEmitter } = require('node:events');
      const { parentPort } = require('node:worker_threads');
      const { PgInterceptor } = require('@flatquery/test-utils');
      const interceptor = new PgInterceptor().apply();
      const ours = EventEmitter.init;
      require('node:domain');
      const domains = EventEmitter.init;
      interceptor.dispose();
      const left = EventEmitter.init;
      const emitter = new EventEmitter();
      interceptor.apply();
      new EventEmitter().on('event', () => {}).emit('event');
      interceptor.dispose();
      parentPort.postMessage({
        wrapped: domains !== ours,
        leftInPlace: left === domains && EventEmitter.init === domains,
        works: emitter.listenerCount('event') === 0,
      });`;
    // Core modules are a thread's own: this one's are left alone.
    const worker = new Worker(script, { eval: true });
    const [answer] = (await once(worker, 'message')) as unknown[];
    await worker.terminate();
    expect(answer).toEqual({ wrapped: true, leftInPlace: true, works: true });
  });

  it('let go of copies of pg that nobody else holds', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const useCopy = async (): Promise<WeakRef<object>> => {
      const copy = loadAnotherCopy();
      const pool = new copy.Pool({ connectionString: database.connectionString });
      await captureQueries(() => pool.query('select 1'));
      await pool.end();
      return new WeakRef(copy.Client);
    };
    const references: WeakRef<object>[] = [];
    for (let round = 0; round < 4; round += 1) references.push(await useCopy());
    const held = (): number => {
      collectGarbage();
      return references.filter((reference) => reference.deref() !== undefined).length;
    };
    // Node's loader holds on to a module or two of its own accord.
    await expect.poll(held).toBeLessThanOrEqual(1);
  });
});

describe('the shared state', () => {
  it('tells whether pg was seen', () => {
    const applied = interceptor();
    expect(applied.hasSeenDriver).toBe(false);
    applied.apply();
    expect(applied.hasSeenDriver).toBe(true);
  });

  it('is one for two copies of this package, each of which counts a query once', async () => {
    const built = createRequire(__filename)('../../dist/index.js') as { captureQueries: typeof captureQueries };
    expect(built.captureQueries).not.toBe(captureQueries);
    const pool = await database.warmPool();
    const outer = await captureQueries(async () => {
      await pool.query('select 1');
      const inner = await built.captureQueries(() => pool.query('select 2'));
      return textsOf(inner.queries);
    });
    expect(outer.result).toEqual(['select 2']);
    expect(textsOf(outer.queries)).toEqual(['select 1', 'select 2']);

    const both = await Promise.all([
      captureQueries(() => Promise.all([1, 2, 3].map(() => pool.query('select 3')))),
      built.captureQueries(() => Promise.all([1, 2, 3].map(() => pool.query('select 4')))),
    ]);
    expect(both.map(({ queries }) => textsOf(queries))).toEqual([Array(3).fill('select 3'), Array(3).fill('select 4')]);
    expect(descriptors()).toEqual(pristine);
  });

  it('is refused where another version of this package has made it', () => {
    Object.defineProperty(EventEmitter, stateKey, { value: { version: 0 }, configurable: true });
    try {
      expect(() => interceptor().apply()).toThrow(IncompatibleInterceptorError);
      expect(() => interceptor().apply()).toThrowErrorMatchingInlineSnapshot(
        `[IncompatibleInterceptorError: PgInterceptor can't be applied: another version of @flatquery/test-utils is at work in this process (its interceptor has version 0, this one 3). Install one version only; \`npm ls @flatquery/test-utils\` shows who brings which.]`,
      );
    } finally {
      Reflect.deleteProperty(EventEmitter, stateKey);
    }
    expect(descriptors()).toEqual(pristine);
  });
});
