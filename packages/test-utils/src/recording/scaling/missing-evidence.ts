import type { Query } from '../query.js';
import { returnsRows } from '../returns-rows.js';
import { matchesFilter } from './query-filter.js';
import type { ScalingSeries } from './measure-scaling.js';
import type { Disagreement } from './repeatability.js';
import type { ResolvedScalingOptions } from './scaling-options.js';
import type { ObservedRun } from './scaling-run.js';
import { tallyShapes, type ShapeTally } from './shape-tally.js';

/** Why runs can't prove anything. A check that passed in spite of it would pass for want of evidence. */
export type MissingEvidence =
  | { readonly gate: 'httpError'; readonly size: number; readonly status: number }
  | { readonly gate: 'noPg' }
  | { readonly gate: 'unattributed'; readonly size: number; readonly queries: readonly Query[] }
  | { readonly gate: 'sameItems'; readonly sizes: readonly number[]; readonly items: readonly number[] }
  | { readonly gate: 'itemsDoNotGrow'; readonly sizes: readonly number[]; readonly items: readonly number[] }
  | { readonly gate: 'moreItems'; readonly sizes: readonly number[]; readonly items: readonly number[] }
  | { readonly gate: 'fewerItems'; readonly size: number; readonly items: number; readonly largest: number }
  | { readonly gate: 'notDeterministic'; readonly disagreements: readonly Disagreement[] }
  | { readonly gate: 'cached'; readonly tallies: readonly ShapeTally[] }
  | { readonly gate: 'noQuery'; readonly isFiltered: boolean }
  | { readonly gate: 'unknownRows'; readonly size: number; readonly queries: readonly Query[] }
  | {
      readonly gate: 'neverGrew';
      readonly sizes: readonly number[];
      /** What the test's own function counted; undefined where there is none. */
      readonly items: readonly number[] | undefined;
      readonly reads: readonly ShapeTally[];
    }
  | { readonly gate: 'noGrowingRead'; readonly sizes: readonly number[]; readonly reads: readonly ShapeTally[] };

/**
 * Names the first reason why a series can't prove anything.
 *
 * @returns Undefined where it can.
 */
export function findMissingEvidence(
  series: ScalingSeries,
  options: ResolvedScalingOptions,
): MissingEvidence | undefined {
  const measured = runPerSize(series.runs);
  return (
    observedBadly([...series.discarded, ...series.runs]) ??
    missingItems(measured, options) ??
    notDeterministic(series) ??
    answeredByCache(series, options) ??
    withoutQueries(series, options) ??
    withoutRows(measured, options) ??
    (options.dimension === 'page size' ? withoutGrowingRead(measured, options) : withoutGrowth(measured))
  );
}

/** The first run at each size, in rising order. */
export function runPerSize(runs: readonly ObservedRun[]): readonly ObservedRun[] {
  return runs
    .filter((run, index) => runs.findIndex(({ size }) => size === run.size) === index)
    .sort((one, other) => one.size - other.size);
}

function observedBadly(runs: readonly ObservedRun[]): MissingEvidence | undefined {
  for (const { size, httpError, observation } of runs) {
    if (httpError !== undefined) return { gate: 'httpError', size, status: httpError };
    const { sawPg, unattributed } = observation;
    if (!sawPg) return { gate: 'noPg' };
    if (unattributed.length > 0) return { gate: 'unattributed', size, queries: unattributed };
  }
  return undefined;
}

function missingItems(
  measured: readonly ObservedRun[],
  { expectItems, dimension }: ResolvedScalingOptions,
): MissingEvidence | undefined {
  const items = knownItems(measured);
  if (items === undefined || expectItems === false) return undefined;
  const sizes = measured.map(({ size }) => size);
  if (items.every((count) => count === items[0])) {
    return dimension === 'page size'
      ? { gate: 'sameItems', sizes, items }
      : { gate: 'neverGrew', sizes, items, reads: [] };
  }
  if (expectItems === 'grow') return isRising(items) ? undefined : { gate: 'itemsDoNotGrow', sizes, items };
  for (const { size, items: count = 0 } of measured) {
    if (count < size) return { gate: 'fewerItems', size, items: count, largest: Math.max(...sizes) };
    if (count > size) return { gate: 'moreItems', sizes, items };
  }
  return undefined;
}

function notDeterministic({ disagreements }: ScalingSeries): MissingEvidence | undefined {
  return disagreements.length > 0 ? { gate: 'notDeterministic', disagreements } : undefined;
}

function answeredByCache(
  { runs, discarded }: ScalingSeries,
  { cached }: ResolvedScalingOptions,
): MissingEvidence | undefined {
  const measured = new Set(runs.flatMap(({ queries }) => queries.map(({ shape }) => shape)));
  const tallies = tallyShapes(discarded).filter(
    ({ shape, sample }) => !measured.has(shape) && !cached.some((filter) => matchesFilter(sample, filter)),
  );
  return tallies.length > 0 ? { gate: 'cached', tallies } : undefined;
}

function withoutQueries({ runs }: ScalingSeries, { only }: ResolvedScalingOptions): MissingEvidence | undefined {
  const isEmpty = runs.every(({ queries }) => queries.length === 0);
  return isEmpty ? { gate: 'noQuery', isFiltered: only.length > 0 } : undefined;
}

/** A query that nobody awaited, or whose command says no number. */
function withoutRows(measured: readonly ObservedRun[], { count }: ResolvedScalingOptions): MissingEvidence | undefined {
  if (count !== 'rows') return undefined;
  for (const { size, queries } of measured) {
    const unknown = queries.filter(
      (query) => returnsRows(query) && query.rows === undefined && query.error === undefined,
    );
    if (unknown.length > 0) return { gate: 'unknownRows', size, queries: unknown };
  }
  return undefined;
}

function withoutGrowingRead(
  measured: readonly ObservedRun[],
  { expectItems }: ResolvedScalingOptions,
): MissingEvidence | undefined {
  if (expectItems !== false && knownItems(measured) !== undefined) return undefined;
  const reads = tallyReads(measured);
  const proves = reads.some(({ rows }) => {
    const known = rows.filter((count) => count !== undefined);
    return known.length === rows.length && isRising(known);
  });
  return proves ? undefined : { gate: 'noGrowingRead', sizes: measured.map(({ size }) => size), reads };
}

/** Where children grow, the list around them does not: what grows may be the rows of a read, or a list in the result. */
function withoutGrowth(measured: readonly ObservedRun[]): MissingEvidence | undefined {
  if (knownItems(measured) !== undefined) return undefined;
  const reads = tallyReads(measured);
  const proves = grew(measured.map(({ elements }) => elements)) || reads.some(({ rows }) => grew(rows));
  return proves ? undefined : { gate: 'neverGrew', sizes: measured.map(({ size }) => size), items: undefined, reads };
}

function grew(figures: readonly (number | undefined)[]): boolean {
  const [first, last] = [figures[0], figures.at(-1)];
  return first !== undefined && last !== undefined && last > first;
}

/** A filter may leave out the read that proves it. */
function tallyReads(measured: readonly ObservedRun[]): readonly ShapeTally[] {
  const all = measured.map((run) => ({ ...run, queries: run.observation.queries }));
  return tallyShapes(all).filter(({ sample }) => sample.kind === 'select');
}

function knownItems(measured: readonly ObservedRun[]): readonly number[] | undefined {
  const items = measured.map((run) => run.items).filter((count) => count !== undefined);
  return items.length === measured.length ? items : undefined;
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));
}
