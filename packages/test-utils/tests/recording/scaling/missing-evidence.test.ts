import { describe, expect, it } from 'vitest';
import { findMissingEvidence } from '../../../src/recording/scaling/missing-evidence.js';
import { measureScaling, type ScalingPlan } from '../../../src/recording/scaling/measure-scaling.js';
import { resolveScalingOptions, type ScalingOptions } from '../../../src/recording/scaling/scaling-options.js';
import { authors, items, makeQuery, observeRun, page, type Run } from '../../support/make-query.js';

async function missing(action: (size: number) => Run, options: ScalingOptions = {}) {
  const resolved = resolveScalingOptions(options);
  const plan: ScalingPlan<unknown> = {
    action,
    order: [2, 5, 11, 2],
    ...{
      warmup: resolved.warmup,
      only: resolved.only,
      populate: undefined,
      reset: undefined,
      items: undefined,
    },
  };
  const series = await measureScaling(plan, observeRun);
  if (series.status === 'threw') throw series.error;
  return findMissingEvidence(series, resolved);
}

const good = (size: number): Run => ({ result: items(size), queries: [page(size), ...authors(1)] });

describe('findMissingEvidence', () => {
  it('finds nothing where items and queries are there', async () => {
    expect(await missing(good)).toBeUndefined();
  });

  it('finds a response that reports an error', async () => {
    const response = (size: number) => ({ headers: {}, status: size === 11 ? 404 : 200, body: items(size) });
    expect(await missing((size) => ({ ...good(size), result: response(size) }))).toEqual({
      gate: 'httpError',
      size: 11,
      status: 404,
    });
  });

  it('finds it in the warm-up too', async () => {
    let call = 0;
    const response = () => ({ headers: {}, status: call++ === 0 ? 500 : 200, body: '' });
    expect(await missing((size) => ({ ...good(size), result: response() }))).toMatchObject({ gate: 'httpError' });
  });

  it('finds that no pg was seen', async () => {
    expect(await missing((size) => ({ ...good(size), queries: [], observation: { sawPg: false } }))).toEqual({
      gate: 'noPg',
    });
  });

  it('finds queries that could belong to another capture', async () => {
    const query = makeQuery('select 1');
    const at5 = (size: number) => (size === 5 ? { unattributed: [query] } : {});
    expect(await missing((size) => ({ ...good(size), observation: at5(size) }))).toEqual({
      ...{ gate: 'unattributed', size: 5, queries: [query] },
    });
  });

  it('finds that no query was sent in any run', async () => {
    expect(await missing((size) => ({ result: items(size) }))).toEqual({ gate: 'noQuery', isFiltered: false });
    expect(await missing(good, { only: { table: 'nobody' } })).toEqual({ gate: 'noQuery', isFiltered: true });
  });

  describe('items', () => {
    const holding = (count: (size: number) => number) => (size: number) => ({
      ...good(size),
      result: items(count(size)),
    });

    it('are as many at every size', async () => {
      expect(await missing(holding(() => 20))).toEqual({ gate: 'sameItems', sizes: [2, 5, 11], items: [20, 20, 20] });
      expect(
        await missing(
          holding(() => 20),
          { expectItems: 'grow' },
        ),
      ).toMatchObject({ gate: 'sameItems' });
    });

    it('are fewer than asked for', async () => {
      expect(await missing(holding((size) => Math.min(size, 7)))).toEqual({
        gate: 'fewerItems',
        size: 11,
        items: 7,
        largest: 11,
      });
    });

    it('are more than asked for', async () => {
      expect(await missing(holding((size) => size + 1))).toMatchObject({ gate: 'moreItems', items: [3, 6, 12] });
      expect(
        await missing(
          holding((size) => size + 1),
          { expectItems: 'grow' },
        ),
      ).toBeUndefined();
    });

    it('do not grow though they are expected to', async () => {
      const fewOnLargest = holding((size) => (size === 11 ? 5 : size));
      expect(await missing(fewOnLargest, { expectItems: 'grow' })).toMatchObject({
        gate: 'itemsDoNotGrow',
        items: [2, 5, 5],
      });
    });

    it('are unknown, and no read returns more rows on a larger page', async () => {
      const flat = () => ({ queries: [page(2), ...authors(1)] });
      expect(await missing(flat)).toMatchObject({ gate: 'noGrowingRead', sizes: [2, 5, 11] });
      expect(await missing((size) => ({ queries: [page(size)] }))).toBeUndefined();
    });

    it('are of no interest, and no read returns more rows on a larger page', async () => {
      const flat = (size: number) => ({ result: items(size), queries: [page(2)] });
      expect(await missing(flat, { expectItems: false })).toMatchObject({ gate: 'noGrowingRead' });
      expect(await missing((size) => ({ queries: [page(size)] }), { expectItems: false })).toBeUndefined();
    });

    it('are not proved by rows that nobody knows or that a write touched', async () => {
      expect(await missing(() => ({ queries: [{ ...page(2), rows: undefined }] }))).toMatchObject({
        gate: 'noGrowingRead',
      });
      expect(await missing((size) => ({ queries: [makeQuery('update post set a = 1', size)] }))).toMatchObject({
        gate: 'noGrowingRead',
      });
    });

    it('are proved by a read that a filter leaves out', async () => {
      expect(
        await missing((size) => ({ queries: [page(size), ...authors(1)] }), { only: { table: 'author' } }),
      ).toBeUndefined();
    });
  });

  it('finds runs at one size that differ', async () => {
    let call = 0;
    expect(await missing((size) => ({ ...good(size), queries: authors(++call) }))).toMatchObject({
      ...{ gate: 'notDeterministic', disagreements: [{ size: 2, first: 2, second: 5 }] },
    });
  });

  describe('a statement of the warm-up that never ran again', () => {
    function cachedAfterFirstCall(size: number, call: { count: number }): Run {
      return { result: items(size), queries: [page(size), ...(call.count++ === 0 ? authors(size) : [])] };
    }

    it('was answered by a cache', async () => {
      const call = { count: 0 };
      expect(await missing((size) => cachedAfterFirstCall(size, call))).toMatchObject({
        ...{ gate: 'cached', tallies: [{ shape: 'select * from author where id = $1' }] },
      });
    });

    it('was answered by a cache also without a warm-up of its own', async () => {
      const call = { count: 0 };
      expect(await missing((size) => cachedAfterFirstCall(size, call), { warmup: 0 })).toMatchObject({
        gate: 'cached',
      });
    });

    it('was answered by a cache also if it was the only one', async () => {
      let call = 0;
      expect(
        await missing((size) => ({ result: items(size), queries: call++ === 0 ? [page(size)] : [] })),
      ).toMatchObject({ gate: 'cached' });
    });

    it('is fine where `cached` names it', async () => {
      const call = { count: 0 };
      expect(
        await missing((size) => cachedAfterFirstCall(size, call), { cached: { table: 'author' } }),
      ).toBeUndefined();
    });
  });
});
