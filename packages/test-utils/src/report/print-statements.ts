import type { Query } from '../recording/query.js';
import { findProvedParent } from '../recording/scaling/proved-parent.js';
import { tallyShapes, type ShapeTally } from '../recording/scaling/shape-tally.js';
import { batchedForm } from './batched-form.js';
import { adviseBatching } from './batching-advice.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { printValues } from './print-values.js';
import { count, indent } from './wording.js';

/** More shapes are only counted. */
const mostShapes = 20;

/** How statements are printed. */
export interface StatementPrinting {
  /** All queries of the run, among which is the read that repeats may follow. Defaults to the printed ones. */
  readonly among?: readonly Query[];
  /** Whether the values of parameters are printed. Defaults to `false`. */
  readonly showValues?: boolean;
}

/**
 * Prints queries grouped by shape: how often, how many rows, the line that sent the first, and for a statement that ran
 * once per row of another one which that is, with how to load all at once at the end.
 */
export function printStatements(queries: readonly Query[], printing: StatementPrinting = {}): string {
  const { among = queries, showValues = false } = printing;
  const tallies = tallyOf(queries);
  const earlier = among === queries ? tallies : tallyOf(among);
  const ordered = [...tallies].sort((one, other) => runsOf(other) - runsOf(one));
  const width = String(Math.max(0, ...tallies.map(runsOf))).length + 1;
  const repeated: Query[] = [];
  const printed = ordered.slice(0, mostShapes).map((tally) => {
    const own = queries.filter(({ shape }) => shape === tally.shape);
    const parent = parentOfRepeats(tally, earlier);
    if (parent !== undefined) repeated.push(tally.sample);
    const values = showValues ? printValues(own) : [];
    return printTally(tally, [...describeErrors(own), ...values, ...explainRepeats(tally, parent)], width);
  });
  const rest = ordered.slice(mostShapes);
  if (rest.length > 0) {
    printed.push(`and ${count(rest.length, 'more statement')}; \`byShape\` of captureQueries() has all`);
  }
  return [...printed, ...adviseBatching(repeated).map((sentence) => `\n${sentence}`)].join('\n');
}

function tallyOf(queries: readonly Query[]): readonly ShapeTally[] {
  return tallyShapes([{ size: queries.length, items: undefined, queries }]);
}

function printTally({ shape, sample, rows, counts }: ShapeTally, notes: readonly string[], width: number): string {
  const details = [printCallSite(sample.callSite), ...notes];
  const head = `${`${counts[0] ?? 0}×`.padStart(width)}  ${printStatement(shape)}${printRows(rows)}`;
  return [head, ...details.map((line) => indent(line, width + 2))].join('\n');
}

function printRows([rows]: ShapeTally['rows']): string {
  return rows === undefined ? '' : `  (${count(rows, 'row')})`;
}

function describeErrors(queries: readonly Query[]): readonly string[] {
  const failed = queries.filter(({ error }) => error !== undefined);
  return failed.slice(0, 1).map(({ error }) => `${failed.length} failed: ${error?.message ?? ''}`);
}

function parentOfRepeats(tally: ShapeTally, all: readonly ShapeTally[]): ShapeTally | undefined {
  if (runsOf(tally) < 2) return undefined;
  const own = all.findIndex(({ shape }) => shape === tally.shape);
  return findProvedParent(tally.counts, all.slice(0, own));
}

function explainRepeats({ sample }: ShapeTally, parent: ShapeTally | undefined): readonly string[] {
  if (parent === undefined) return [];
  const batched = batchedForm(sample);
  return [
    `once per row of: ${printStatement(parent.shape)}`,
    ...(batched === undefined ? [] : [`one query instead: ${batched}`]),
  ];
}

function runsOf({ counts: [runs = 0] }: ShapeTally): number {
  return runs;
}
