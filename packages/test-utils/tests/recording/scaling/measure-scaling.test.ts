import { describe, expect, it } from 'vitest';
import { measureScaling, type ScalingPlan } from '../../../src/recording/scaling/measure-scaling.js';
import type { Observe } from '../../../src/recording/scaling/observation.js';
import { authors, items, makeQuery, observeRun, page, type Run } from '../../support/make-query.js';

const defaults = {
  ...{ dimension: 'page size' as const, sizes: [2, 5, 11], warmup: 1, only: [] },
  ...{ keeps: {}, readsItems: true },
  ...{ populate: undefined, reset: undefined, items: undefined },
};

function measure(action: (size: number) => Run, plan: Partial<ScalingPlan<unknown>> = {}) {
  return measureScaling<unknown>({ ...defaults, ...plan, action }, observeRun);
}

async function series(action: (size: number) => Run, plan: Partial<ScalingPlan<unknown>> = {}) {
  const measurement = await measure(action, plan);
  if (measurement.status === 'threw') throw measurement.error;
  return measurement;
}

describe('measureScaling', () => {
  it('warms up at the smallest size and runs the sizes in order', async () => {
    const calls: number[] = [];
    const { runs, discarded } = await series((size) => ({ result: calls.push(size), queries: [page(size)] }));
    expect(calls).toEqual([2, 2, 5, 11, 2]);
    expect(discarded.map(({ size }) => size)).toEqual([2]);
    expect(runs.map(({ size }) => size)).toEqual([2, 5, 11, 2]);
  });

  it('takes no items for a number of items', async () => {
    const { runs } = await series(() => ({ result: items(4) }), { items: () => 0 });
    expect(runs.map((run) => run.items)).toEqual([0, 0, 0, 0]);
  });

  it.each([0, 3])('discards %d runs where so many are asked for', async (warmup) => {
    const { runs, discarded } = await series((size) => ({ result: items(size), queries: [page(size)] }), { warmup });
    expect(discarded).toHaveLength(warmup);
    expect(runs).toHaveLength(4);
  });

  it('warms up once more, however many runs were asked for, where the last run sent fewer queries', async () => {
    let call = 0;
    const { runs, discarded } = await series(() => ({ queries: authors(call++ < 3 ? 2 : 1) }), { warmup: 2 });
    // Two as asked for, four that differ, and one more.
    expect(discarded).toHaveLength(2 + 4 + 1);
    expect(runs.map(({ queries }) => queries.length)).toEqual([1, 1, 1, 1]);
  });

  it('populates before the first run at a size and resets before every run', async () => {
    const calls: string[] = [];
    await series(
      (size) => {
        calls.push(`run ${size}`);
        return {};
      },
      {
        populate: (size, previous) => calls.push(`populate ${previous} -> ${size}`),
        reset: (size) => Promise.resolve(calls.push(`reset ${size}`)),
      },
    );
    expect(calls).toEqual([
      ...['populate 0 -> 2', 'reset 2', 'run 2', 'reset 2', 'run 2'],
      ...['populate 2 -> 5', 'reset 5', 'run 5', 'populate 5 -> 11', 'reset 11', 'run 11', 'reset 2', 'run 2'],
    ]);
  });

  it.each(['populate', 'reset', 'items'] as const)('hands back what %s throws, with the size', async (name) => {
    const failing = (size: unknown) => {
      if (name === 'items' || size === 5) throw new Error('cache is away');
      return undefined;
    };
    const size = name === 'items' ? 2 : 5;
    expect(await measure(() => ({}), { [name]: failing })).toEqual({
      ...{ status: 'threw', during: name, size, error: new Error('cache is away'), queries: [] },
    });
  });

  it('hands back what the action throws, with the size and what it had sent', async () => {
    const error = new Error('no such page');
    const failing: Observe = () =>
      Promise.resolve({
        ...{ outcome: { status: 'threw', error }, queries: [page(2)] },
        ...{ uncounted: [], unattributed: [], late: [], sawPg: true },
      });
    const failed = await measureScaling<unknown>({ ...defaults, action: () => undefined }, failing);
    expect(failed).toMatchObject({ status: 'threw', during: 'action', size: 2, error, queries: [{ rows: 2 }] });
  });

  it.each(['3', 1.5, -1, NaN])('refuses %j for a number of items', async (count) => {
    const failed = await measure(() => ({}), { items: () => count as number });
    expect(failed).toMatchObject({ status: 'threw', during: 'items', error: { name: 'ScalingOptionError' } });
  });

  it('keeps values where they are to be shown', async () => {
    const asked: unknown[] = [];
    const noting: Observe = (action, options) => {
      asked.push(options);
      return observeRun(action);
    };
    await measureScaling<unknown>({ ...defaults, keeps: { values: true }, action: () => ({}) }, noting);
    await measureScaling<unknown>({ ...defaults, action: () => ({}) }, noting);
    expect([asked[0], asked.at(-1)]).toEqual([{ values: true }, {}]);
  });

  it('counts the items of the result', async () => {
    const { runs } = await series((size) => ({ result: { data: items(size) } }));
    expect(runs.map((run) => run.items)).toEqual([2, 5, 11, 2]);
  });

  it('counts the items as told to', async () => {
    const { runs } = await series((size) => ({ result: size }), {
      items: (result) => Promise.resolve(Number(result) * 2),
    });
    expect(runs.map((run) => run.items)).toEqual([4, 10, 22, 4]);
  });

  it('keeps the queries that are looked at', async () => {
    const { runs } = await series((size) => ({ queries: [page(size), ...authors(1)] }), {
      only: [{ table: 'author' }],
    });
    expect(runs.map(({ queries }) => queries.map(({ tables }) => tables))).toEqual(Array(4).fill([['author']]));
  });

  describe('where the second run at a size differs', () => {
    /** Sends one statement as often as `counts` says, call by call; the last figure stays. */
    function sending(counts: readonly number[]) {
      let call = 0;
      return () => ({
        queries: Array.from({ length: counts[call++] ?? counts.at(-1) ?? 0 }, () => makeQuery('select 1')),
      });
    }

    it('warms up once more if it only sent fewer queries', async () => {
      const { runs, discarded, disagreements } = await series(sending([3, 3, 3, 3, 1]));
      expect(disagreements).toEqual([]);
      expect(runs.map(({ queries }) => queries.length)).toEqual([1, 1, 1, 1]);
      expect(discarded).toHaveLength(1 + 4 + 1);
    });

    it('gives up after two more warm-ups', async () => {
      let left = 100;
      const { discarded, disagreements } = await series(() => ({
        queries: Array.from({ length: left-- }, () => makeQuery('select 1')),
      }));
      expect(discarded).toHaveLength(1 + 4 + 1 + 4 + 1);
      expect(disagreements).toEqual([{ size: 2, shape: 'select $1', first: 89, second: 86 }]);
    });

    it('never tries again if it sent more', async () => {
      const { discarded, disagreements } = await series(sending([1, 1, 1, 1, 2]));
      expect(discarded).toHaveLength(1);
      expect(disagreements).toEqual([{ size: 2, shape: 'select $1', first: 1, second: 2 }]);
    });

    it('compares shape by shape, not totals', async () => {
      let call = 0;
      const { disagreements } = await series(() => ({
        queries: [makeQuery(call++ === 4 ? 'select 1 from b' : 'select 1 from a')],
      }));
      expect(disagreements).toHaveLength(2);
    });
  });

  describe('where the data grows', () => {
    const growing = { dimension: 'data size' as const, readsItems: false };

    it('warms up at the smallest size and runs twice at each size before the next', async () => {
      const calls: string[] = [];
      const { runs, discarded } = await series(
        (size) => ({ result: calls.push(`run ${size}`), queries: [page(size)] }),
        { ...growing, populate: (size, previous) => calls.push(`populate ${previous} -> ${size}`) },
      );
      expect(calls).toEqual([
        ...['populate 0 -> 2', 'run 2', 'run 2', 'run 2'],
        ...['populate 2 -> 5', 'run 5', 'run 5', 'populate 5 -> 11', 'run 11', 'run 11'],
      ]);
      expect(discarded.map(({ size }) => size)).toEqual([2]);
      expect(runs.map(({ size }) => size)).toEqual([2, 2, 5, 5, 11, 11]);
    });

    it('takes the length of a list for no number of items, and counts its elements', async () => {
      const { runs } = await series((size) => ({ result: [{ children: items(size) }] }), growing);
      expect(runs.map((run) => [run.items, run.elements])).toEqual(
        [2, 2, 5, 5, 11, 11].map((size) => [undefined, size + 1]),
      );
    });

    it('warms up again at the smallest size only', async () => {
      const sent = [4, 3, 1, 1, 1, 9, 8, 2, 2];
      let call = 0;
      const action = () => ({ queries: Array.from({ length: sent[call++] ?? 0 }, () => makeQuery('select 1')) });
      const { runs, discarded, disagreements } = await series(action, growing);
      expect(discarded.map(({ queries }) => queries.length)).toEqual([4, 3, 1, 1]);
      expect(runs).toHaveLength(6);
      expect(disagreements).toEqual([
        { size: 2, shape: 'select $1', first: 1, second: 9 },
        { size: 5, shape: 'select $1', first: 8, second: 2 },
        { size: 11, shape: 'select $1', first: 2, second: 0 },
      ]);
    });
  });
});
