import type { ScalingSeries } from '../recording/scaling/measure-scaling.js';
import type { Growth, ScalingVerdict } from '../recording/scaling/scaling-verdict.js';
import type { ShapeTally } from '../recording/scaling/shape-tally.js';
import { suggestBatched } from './batched-form.js';
import { printCallSite } from './print-call-site.js';
import { printNotes } from './print-notes.js';
import { printStatement } from './print-statement.js';
import { printTable, type TableRow } from './print-table.js';
import { count, figure, indent, listOf } from './wording.js';

/** What growth is explained with. */
export interface ScalingExplanation {
  /** The first line: which assertion failed. */
  readonly hint: string;
  readonly verdict: ScalingVerdict;
  readonly series: ScalingSeries;
  readonly counted: 'queries' | 'statements';
}

/**
 * Explains that queries grow with the page size: a table of the counts, each statement that grows with its call site and
 * the read whose rows it follows, and what else a reader needs to judge or to fix it.
 */
export function explainScaling({ hint, verdict, series, counted }: ScalingExplanation): string {
  const { growths, totals, perItem } = verdict;
  const slope = perItem > 0 ? ` (${figure(perItem)} more per item)` : '';
  return [
    hint,
    '',
    `Expected the same number of ${counted} at every page size, received ${listOf(totals)}${slope}.`,
    '',
    indent(printTable(tableRows(verdict, counted)), 2),
    '',
    'Grows with the page size:',
    ...growths.flatMap((growth, index) => ['', indent(`[${index + 1}] ${explainGrowth(growth)}`, 2)]),
    ...explainRest(verdict, series),
  ].join('\n');
}

function tableRows({ sizes, items, totals, perItem, growths }: ScalingVerdict, counted: string): readonly TableRow[] {
  const knownItems = items.map((number) => (number === undefined ? '?' : String(number)));
  return [
    { label: 'page size', cells: [...sizes.map(String), 'per item'] },
    { label: 'items', cells: knownItems },
    { label: counted, cells: [...totals.map(String), figure(perItem)] },
    ...growths.map((growth, index) => ({
      label: `  [${index + 1}] ${nameOf(growth)}`,
      cells: [...growth.counts.map(String), figure(growth.perItem)],
    })),
  ];
}

function nameOf({ tallies: [{ sample }] }: Growth): string {
  return [sample.kind === 'other' ? 'statement' : sample.kind, ...sample.tables.slice(0, 1)].join(' ');
}

function explainGrowth(growth: Growth): string {
  const { tallies, parent, exceeded } = growth;
  const [first] = tallies;
  const lines = [
    ...(tallies.length > 1 ? [`${tallies.length} different statements, one for each further row, such as`] : []),
    ...printWithSite(first),
    ...(parent === undefined ? [] : ['runs once per row of', ...printWithSite(parent).map((line) => indent(line, 2))]),
    ...(tallies.length > 1 ? [] : [suggestBatched(first.sample)]),
    ...(exceeded === undefined
      ? []
      : [`\`allow\` lets it grow by ${figure(exceeded.maxPerItem)} per item only: ${exceeded.reason}`]),
  ];
  return lines.map((line, index) => (index === 0 ? line : indent(line, 4))).join('\n');
}

function printWithSite({ shape, sample }: ShapeTally): readonly string[] {
  return [printStatement(shape), ...(sample.callSite === undefined ? [] : [printCallSite(sample.callSite)])];
}

function explainRest(verdict: ScalingVerdict, series: ScalingSeries): readonly string[] {
  const { growths, allowed, falls, sharedRows } = verdict;
  const largest = series.runs.reduce((one, other) => (other.size > one.size ? other : one));
  const [table] = growths.find(({ exceeded }) => exceeded === undefined)?.tallies[0].sample.tables ?? [];
  const lines = [
    ...allowed.map(({ tally, allowance }) => `Allowed to grow: ${printStatement(tally.shape)} (${allowance.reason})`),
    ...falls.map(
      ({ shape, counts }) => `Runs less often on larger pages: ${printStatement(shape)} (${listOf(counts)})`,
    ),
    ...sharedRows.map(
      ({ shape }) =>
        `Found one row for any number of items: ${printStatement(shape)}. ` +
        'If all items lead to the same row, a query per distinct row would not show: seed items that differ.',
    ),
    ...printNotes(largest.observation).map((note) => `At page size ${largest.size}: ${lowerFirst(note)}`),
    `Ran ${describeOrder(series)}.`,
    ...(table === undefined ? [] : [`If it may grow, say why: allow: [{ table: '${table}', reason: '…' }]`]),
  ];
  return ['', ...lines];
}

function describeOrder({ runs, discarded }: ScalingSeries): string {
  const warmups = discarded.length === 0 ? '' : `, after ${count(discarded.length, 'discarded run')}`;
  return `at page sizes ${listOf(runs.map(({ size }) => size))}${warmups}; both runs at ${runs[0]?.size ?? 0} agree`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
