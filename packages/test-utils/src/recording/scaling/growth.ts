import { matchesFilter } from './query-filter.js';
import type { ResolvedAllowance, ResolvedScalingOptions } from './scaling-options.js';
import type { ShapeTally } from './shape-tally.js';

/** Fractions such as 0.1 don't add up exactly. */
const rounding = 1e-9;

/** What growth is judged by. */
export interface GrowthLimits extends Pick<ResolvedScalingOptions, 'chunkSize' | 'maxPerItem' | 'allow'> {
  /** Items at each size. */
  readonly items: readonly number[];
}

/**
 * Answers whether counts grow beyond the limits, from any size to any larger one.
 *
 * @param counts - One figure per size.
 * @param maxPerItem - Undefined where additional items may take what the items before them took.
 */
export function growsBeyond(
  counts: readonly number[],
  maxPerItem: number | undefined,
  { items, chunkSize }: GrowthLimits,
): boolean {
  return counts.some((larger, to) =>
    counts.slice(0, to).some((smaller, from) => {
      const [fewItems = 0, manyItems = 0] = [items[from], items[to]];
      const perItem = (maxPerItem ?? smaller / Math.max(fewItems, 1)) * (manyItems - fewItems);
      const perChunk = chunkSize === undefined ? 0 : Math.ceil(manyItems / chunkSize) - Math.ceil(fewItems / chunkSize);
      return larger - smaller > Math.max(perItem, perChunk) + rounding;
    }),
  );
}

/** Finds the allowance that names a shape. */
export function allowanceFor(
  { sample }: ShapeTally,
  allow: readonly ResolvedAllowance[],
): ResolvedAllowance | undefined {
  return allow.find((allowance) => matchesFilter(sample, allowance));
}

/** Answers how much a shape may grow per item; undefined as in {@link growsBeyond}. */
export function maxPerItemOf(tally: ShapeTally, { allow, maxPerItem }: GrowthLimits): number | undefined {
  const allowance = allowanceFor(tally, allow);
  return allowance === undefined ? maxPerItem : Math.max(allowance.maxPerItem, maxPerItem ?? 0);
}

/** Additional runs per additional item between the first and the last size. */
export function slopeOf(counts: readonly number[], items: readonly number[]): number {
  const moreItems = (items.at(-1) ?? 0) - (items[0] ?? 0);
  return moreItems > 0 ? ((counts.at(-1) ?? 0) - (counts[0] ?? 0)) / moreItems : 0;
}
