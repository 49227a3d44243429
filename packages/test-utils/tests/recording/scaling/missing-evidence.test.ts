import { describe, expect, it } from 'vitest';
import { findMissingEvidence } from '../../../src/recording/scaling/missing-evidence.js';
import { measureScaling, type ScalingPlan } from '../../../src/recording/scaling/measure-scaling.js';
import { resolveScalingOptions } from '../../../src/recording/scaling/resolve-scaling-options.js';
import type { Dimension, ScalingOptions } from '../../../src/recording/scaling/scaling-options.js';
import type { Query } from '../../../src/recording/query.js';
import { authors, items, makeQuery, observeRun, page, type Run } from '../../support/make-query.js';

async function missing(
  action: (size: number) => Run,
  options: ScalingOptions = {},
  dimension: Dimension = 'page size',
) {
  const resolved = resolveScalingOptions(options, dimension);
  const plan: ScalingPlan<unknown> = {
    ...{ action, dimension, sizes: resolved.sizes, warmup: resolved.warmup, only: resolved.only },
    ...{ keeps: {}, readsItems: dimension === 'page size' },
    ...{ populate: undefined, reset: undefined, items: options.items },
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

  it('takes items that stay for no lack where the test expects none and a read grows', async () => {
    const answer = (size: number): Run => ({ result: items(3), queries: [page(size)] });
    expect(await missing(answer)).toMatchObject({ gate: 'sameItems' });
    expect(await missing(answer, { expectItems: false })).toBeUndefined();
  });

  it('takes no growth for proved where the rows of a read are unknown at one size', async () => {
    const rowsAt = (size: number) => (size === 2 ? null : size);
    const answer = (size: number): Run => ({ queries: [makeQuery('select * from post', rowsAt(size))] });
    expect(await missing(answer)).toMatchObject({ gate: 'noGrowingRead' });
  });

  it('takes a first page without items for growth, where items only have to grow', async () => {
    const answer = (size: number): Run => ({ result: items(size - 2), queries: [page(size)] });
    expect(await missing(answer, { expectItems: 'grow' })).toBeUndefined();
  });

  it('takes what the test counts for growth of the data, where no read returns more', async () => {
    let size = 0;
    const count = () => (size += 1);
    const answer = (): Run => ({ queries: [makeQuery('insert into audit values (1)', 1)] });
    expect(await missing(answer, { items: () => Math.ceil(count() / 2) }, 'data size')).toBeUndefined();
    expect(await missing(answer, {}, 'data size')).toMatchObject({ gate: 'neverGrew' });
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

  describe('rows that are counted', () => {
    const counted = (queries: readonly Query[]) =>
      missing((size) => ({ result: items(size), queries }), { count: 'rows' });

    it('are unknown where a read has not ended', async () => {
      const running = makeQuery('select * from post', null);
      expect(await counted([running])).toEqual({ gate: 'unknownRows', size: 2, queries: [running] });
      expect(await missing((size) => ({ result: items(size), queries: [running] }))).toBeUndefined();
    });

    it('are none where a read failed, and of no interest where a write is running', async () => {
      const failed = makeQuery('select * from post', null, { error: new Error('away') });
      expect(await counted([failed, makeQuery('update post set a = 1', null)])).toBeUndefined();
    });
  });

  describe('data that is to grow', () => {
    const growing = (action: (size: number) => Run, options: ScalingOptions = {}) =>
      missing(action, options, 'data size');

    it('is proved by a read that returns more rows', async () => {
      expect(await growing((size) => ({ result: { id: 1 }, queries: [page(size)] }))).toBeUndefined();
      expect(await growing((size) => ({ result: { id: 1 }, queries: authors(size) }))).toBeUndefined();
    });

    it('is proved by more elements of a list in the result', async () => {
      expect(await growing((size) => ({ result: { comments: items(size) }, queries: [page(1)] }))).toBeUndefined();
    });

    it('is proved where a limit ends the growth', async () => {
      expect(await growing((size) => ({ queries: [page(Math.min(size, 3))] }))).toBeUndefined();
    });

    it('never grew where neither rows nor elements are more', async () => {
      const flat = () => ({ result: { comments: items(3) }, queries: [page(3)] });
      expect(await growing(flat)).toMatchObject({
        ...{ gate: 'neverGrew', sizes: [2, 5, 11], items: undefined, reads: [{ rows: [3, 3, 3] }] },
      });
    });

    it('never grew where only a write touched more rows, or nobody knows', async () => {
      expect(await growing((size) => ({ queries: [makeQuery('update post set a = 1', size)] }))).toMatchObject({
        gate: 'neverGrew',
      });
      expect(await growing(() => ({ queries: [makeQuery('select * from post', null)] }))).toMatchObject({
        gate: 'neverGrew',
      });
    });

    it('never grew where the items that the test counts are as many', async () => {
      const run = (size: number) => ({ result: 4, queries: [page(size)] });
      expect(await growing(run, { items: (result) => result as number })).toEqual({
        ...{ gate: 'neverGrew', sizes: [2, 5, 11], items: [4, 4, 4], reads: [] },
      });
    });

    it('is not proved where the items that the test counts do not grow with every size', async () => {
      const run = (size: number) => ({ result: Math.min(size, 5), queries: [page(size)] });
      expect(await growing(run, { items: (result) => result as number })).toMatchObject({ gate: 'itemsDoNotGrow' });
    });

    it('need not be as much as the size says', async () => {
      const run = (size: number) => ({ result: size * 3, queries: [page(size)] });
      expect(await growing(run, { items: (result) => result as number })).toBeUndefined();
    });
  });
});
