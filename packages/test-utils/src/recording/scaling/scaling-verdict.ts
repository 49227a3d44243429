import { allowanceFor, growsBeyond, maxPerItemOf, slopeOf, type GrowthLimits } from './growth.js';
import { findProvedParent } from './proved-parent.js';
import type { ResolvedAllowance, ResolvedScalingOptions } from './scaling-options.js';
import type { ScalingRun } from './scaling-run.js';
import { sum, tallyShapes, type ShapeTally } from './shape-tally.js';
import { add, groupsOf, withoutSwapped } from './swapped-shapes.js';
import { weights } from './weights.js';

/** What grows with the size. */
export interface Growth {
  /** The statement; several where each row has a statement of its own. */
  readonly tallies: readonly [ShapeTally, ...ShapeTally[]];
  /** What is counted, at each size. */
  readonly counts: readonly number[];
  /** Additional ones per additional item. */
  readonly perItem: number;
  /** The read that returned as many rows as the statement ran, at every size. */
  readonly parent: ShapeTally | undefined;
  /** The allowance that was exceeded. */
  readonly exceeded: ResolvedAllowance | undefined;
}

/** A statement that grows with permission. */
export interface AllowedGrowth {
  readonly tally: ShapeTally;
  readonly allowance: ResolvedAllowance;
}

/** What the runs of a scaling check say. */
export interface ScalingVerdict {
  readonly sizes: readonly number[];
  /** Items in the result at each size; undefined where they can't be told. */
  readonly items: readonly (number | undefined)[];
  /** What is counted, at each size. */
  readonly totals: readonly number[];
  /** Additional ones per additional item. */
  readonly perItem: number;
  /** Empty where the check passes. */
  readonly growths: readonly Growth[];
  readonly allowed: readonly AllowedGrowth[];
  /** Statements that ran less often on the largest page than on the smallest. */
  readonly falls: readonly ShapeTally[];
  /** Reads by a list of keys that found one row for any number of items. */
  readonly sharedRows: readonly ShapeTally[];
}

/**
 * Judges whether queries grow with the size.
 *
 * @param runs - One run per size, in rising order.
 */
export function judgeScaling(runs: readonly ScalingRun[], options: ResolvedScalingOptions): ScalingVerdict {
  const sizes = runs.map(({ size }) => size);
  const items = runs.map((run) => run.items);
  const knownItems = items.map((count, index) => count ?? sizes[index] ?? 0);
  const limits: GrowthLimits = { ...options, items: knownItems };
  const weightOf = weights[options.count];
  const tallies = tallyShapes(runs, weightOf);
  const grows = (counts: readonly number[], tally: ShapeTally) =>
    growsBeyond(counts, maxPerItemOf(tally, limits), limits);
  const unpaired = withoutSwapped(tallies, grows);
  const groups = options.count === 'rows' ? findRowGrowths(tallies, grows) : findGrowths(unpaired, grows);
  const growths = groups.map((group) => describeGrowth(group, tallies, limits, options));
  const totals = runs.map((run) => sum(run.queries.map(weightOf)));
  return {
    sizes,
    items,
    totals,
    perItem: slopeOf(totals, knownItems),
    growths,
    allowed: unpaired.flatMap((tally) => allowedGrowth(tally, limits)),
    falls: unpaired.filter(({ counts }) => (counts.at(-1) ?? 0) < (counts[0] ?? 0)),
    sharedRows: tallyShapes(runs).filter(findsOneRow),
  };
}

type Group = readonly [ShapeTally, ...ShapeTally[]];

/** One statement per row first: each of them alone may be within the limits. */
function findGrowths(
  tallies: readonly ShapeTally[],
  grows: (counts: readonly number[], tally: ShapeTally) => boolean,
): readonly Group[] {
  const onePerRow = groupsOf(tallies.filter(comesAndGoes)).filter(([first, ...others]) => {
    if (first === undefined || others.length === 0) return false;
    return grows(
      others.reduce((counts, tally) => add(counts, tally.counts), first.counts),
      first,
    );
  });
  const grouped = new Set(onePerRow.flat());
  const alone = tallies.filter((tally) => !grouped.has(tally) && grows(tally.counts, tally));
  return [...onePerRow, ...alone.map((tally) => [tally])].filter(isFilled);
}

/** Statements that take each other's place fetch the rows of an item together. */
function findRowGrowths(
  tallies: readonly ShapeTally[],
  grows: (counts: readonly number[], tally: ShapeTally) => boolean,
): readonly Group[] {
  return groupsOf(tallies).flatMap((group) => {
    const together = group.map(({ counts }) => counts).reduce(add);
    return group
      .filter((tally) => grows(tally.counts, tally) && grows(together, tally))
      .map((tally) => [tally] as const);
  });
}

function isFilled(group: readonly ShapeTally[]): group is Group {
  return group.length > 0;
}

/** At some sizes only, and whenever it runs, it runs as often: the statement of one row. */
function comesAndGoes({ counts }: ShapeTally): boolean {
  const most = Math.max(...counts);
  return counts.includes(0) && counts.every((count) => count === 0 || count === most);
}

function describeGrowth(
  group: Group,
  tallies: readonly ShapeTally[],
  limits: GrowthLimits,
  { count }: ResolvedScalingOptions,
): Growth {
  const [first, ...others] = group;
  const counts = others.reduce((total, tally) => add(total, tally.counts), first.counts);
  const earlier = tallies.slice(0, tallies.indexOf(first));
  return {
    tallies: group,
    counts,
    perItem: slopeOf(counts, limits.items),
    parent: count === 'rows' ? undefined : findProvedParent(counts, earlier),
    exceeded: allowanceFor(first, limits.allow),
  };
}

function allowedGrowth(tally: ShapeTally, limits: GrowthLimits): readonly AllowedGrowth[] {
  const allowance = allowanceFor(tally, limits.allow);
  const needed = growsBeyond(tally.counts, limits.maxPerItem, limits);
  const suffices = !growsBeyond(tally.counts, maxPerItemOf(tally, limits), limits);
  return allowance !== undefined && needed && suffices ? [{ tally, allowance }] : [];
}

function findsOneRow({ shape, sample, counts, rows }: ShapeTally): boolean {
  const isRead = sample.kind === 'select' && / in \(…\)| any\(/.test(shape);
  return isRead && counts.every((count) => count === 1) && rows.every((count) => count === 1);
}
