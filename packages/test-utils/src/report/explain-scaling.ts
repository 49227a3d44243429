import type { ScalingSeries } from '../recording/scaling/measure-scaling.js';
import type { Dimension, ResolvedScalingOptions, ScalingCount } from '../recording/scaling/scaling-options.js';
import type { ObservedRun } from '../recording/scaling/scaling-run.js';
import type { Growth, ScalingVerdict } from '../recording/scaling/scaling-verdict.js';
import type { ShapeTally } from '../recording/scaling/shape-tally.js';
import { explainGrowths, explainRowGrowths } from './explain-growths.js';
import { lateInRuns, printLate } from './explain-late.js';
import { groupByParent } from './growth-groups.js';
import { printNotes } from './print-notes.js';
import { printStatement } from './print-statement.js';
import { printTable, type TableRow } from './print-table.js';
import { printValues } from './print-values.js';
import { count, figure, indent, listOf } from './wording.js';

/** What growth is explained with. */
export interface ScalingExplanation {
  /** The first line: which assertion failed. */
  readonly hint: string;
  readonly verdict: ScalingVerdict;
  readonly series: ScalingSeries;
  readonly options: ResolvedScalingOptions;
}

const nouns: Readonly<Record<ScalingCount, string>> = {
  queries: 'queries',
  statements: 'statements',
  roundTrips: 'round trips',
  rows: 'rows',
};

/**
 * Explains that queries grow with the size: a table of the counts, the reads whose rows they follow with each
 * statement that grows and its call site, and what else a reader needs to judge or to fix it.
 */
export function explainScaling({ hint, verdict, series, options }: ScalingExplanation): string {
  const { totals, perItem, growths } = verdict;
  const { dimension, count: counted, showValues } = options;
  const groups = groupByParent(growths);
  const ordered = groups.flatMap((group) => group.growths);
  const slope = perItem > 0 ? ` (${figure(perItem)} more per item)` : '';
  const noun = nouns[counted];
  const valuesOf = ({ shape }: ShapeTally) =>
    showValues ? printValues(largestOf(series).queries.filter((query) => query.shape === shape)) : [];
  return [
    hint,
    '',
    `Expected ${describeLimit(options)}, received ${listOf(totals)}${slope}.`,
    '',
    indent(printTable(tableRows(verdict, ordered, dimension, noun)), 2),
    '',
    counted === 'rows' ? `Fetches more rows per item with the ${dimension}:` : `Grows with the ${dimension}:`,
    ...(counted === 'rows' ? explainRowGrowths(ordered, knownItems(verdict)) : explainGrowths(groups, valuesOf)),
    ...explainRest(verdict, series, dimension),
  ].join('\n');
}

function describeLimit({ dimension, count: counted, maxPerItem, chunkSize }: ResolvedScalingOptions): string {
  const noun = nouns[counted];
  const limits = [
    ...(maxPerItem !== undefined && maxPerItem > 0 ? [`${figure(maxPerItem)} per item`] : []),
    ...(chunkSize === undefined ? [] : [`1 per ${count(chunkSize, 'item')}`]),
  ];
  if (limits.length > 0) return `${noun} of each statement to grow by at most ${limits.join(' or ')}`;
  if (maxPerItem === undefined) return 'no more rows per item at a larger size';
  return `the same number of ${noun} at every ${dimension}`;
}

function tableRows(
  verdict: ScalingVerdict,
  growths: readonly Growth[],
  dimension: Dimension,
  noun: string,
): readonly TableRow[] {
  const { sizes, items, totals, perItem } = verdict;
  const printedItems = items.map((number) => (number === undefined ? '?' : String(number)));
  const showsItems = dimension === 'page size' || items.some((number) => number !== undefined);
  return [
    { label: dimension, cells: [...sizes.map(String), 'per item'] },
    ...(showsItems ? [{ label: 'items', cells: printedItems }] : []),
    { label: noun, cells: [...totals.map(String), figure(perItem)] },
    ...growths.map((growth, index) => ({
      label: `  [${index + 1}] ${nameOf(growth)}`,
      cells: [...growth.counts.map(String), figure(growth.perItem)],
    })),
  ];
}

function knownItems({ items, sizes }: ScalingVerdict): readonly number[] {
  return items.map((number, index) => number ?? sizes[index] ?? 0);
}

function largestOf({ runs }: ScalingSeries): ObservedRun {
  return runs.reduce((one, other) => (other.size > one.size ? other : one));
}

function nameOf({ tallies: [{ sample }] }: Growth): string {
  return [sample.kind === 'other' ? 'statement' : sample.kind, ...sample.tables.slice(0, 1)].join(' ');
}

function explainRest(verdict: ScalingVerdict, series: ScalingSeries, dimension: Dimension): readonly string[] {
  const { growths, allowed, falls, sharedRows } = verdict;
  const largest = largestOf(series);
  const [table] = growths.find(({ exceeded }) => exceeded === undefined)?.tallies[0].sample.tables ?? [];
  const lines = [
    ...allowed.map(({ tally, allowance }) => `Allowed to grow: ${printStatement(tally.shape)} (${allowance.reason})`),
    ...falls.map(
      ({ shape, counts }) => `Runs less often at larger sizes: ${printStatement(shape)} (${listOf(counts)})`,
    ),
    ...sharedRows.map(
      ({ shape }) =>
        `Found one row for any number of items: ${printStatement(shape)}. ` +
        'If all items lead to the same row, a query per distinct row would not show: seed items that differ.',
    ),
    ...printNotes(largest.observation).map((note) => `At ${dimension} ${largest.size}: ${lowerFirst(note)}`),
    ...printLate(lateInRuns(series.runs, dimension)),
    `Ran ${describeOrder(series, dimension)}.`,
    ...(table === undefined ? [] : [`If it may grow, say why: allow: [{ table: '${table}', reason: '…' }]`]),
  ];
  return ['', ...lines];
}

function describeOrder({ runs, discarded }: ScalingSeries, dimension: Dimension): string {
  const warmups = discarded.length === 0 ? '' : `, after ${count(discarded.length, 'discarded run')}`;
  const sizes = runs.map(({ size }) => size);
  if (dimension === 'page size') return `at page sizes ${listOf(sizes)}${warmups}; both runs at ${sizes[0] ?? 0} agree`;
  return `twice at each of the data sizes ${listOf([...new Set(sizes)])}${warmups}; both runs at a size agree`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
