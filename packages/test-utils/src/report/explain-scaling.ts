import type { ScalingSeries } from '../recording/scaling/measure-scaling.js';
import type { Growth, ScalingVerdict } from '../recording/scaling/scaling-verdict.js';
import { explainGrowths } from './explain-growths.js';
import { lateInRuns, printLate } from './explain-late.js';
import { groupByParent } from './growth-groups.js';
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
 * Explains that queries grow with the page size: a table of the counts, the reads whose rows they follow with each
 * statement that grows and its call site, and what else a reader needs to judge or to fix it.
 */
export function explainScaling({ hint, verdict, series, counted }: ScalingExplanation): string {
  const { totals, perItem } = verdict;
  const groups = groupByParent(verdict.growths);
  const slope = perItem > 0 ? ` (${figure(perItem)} more per item)` : '';
  return [
    hint,
    '',
    `Expected the same number of ${counted} at every page size, received ${listOf(totals)}${slope}.`,
    '',
    indent(
      printTable(
        tableRows(
          verdict,
          groups.flatMap(({ growths }) => growths),
          counted,
        ),
      ),
      2,
    ),
    '',
    'Grows with the page size:',
    ...explainGrowths(groups),
    ...explainRest(verdict, series),
  ].join('\n');
}

function tableRows(
  { sizes, items, totals, perItem }: ScalingVerdict,
  growths: readonly Growth[],
  counted: string,
): readonly TableRow[] {
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
    ...printLate(lateInRuns(series.runs)),
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
