import type { Query } from '../recording/query.js';
import { findProvedParent } from '../recording/scaling/proved-parent.js';
import { tallyShapes, type ShapeTally } from '../recording/scaling/shape-tally.js';
import { batchedForm } from './batched-form.js';
import { adviseBatching } from './batching-advice.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { count, indent } from './wording.js';

/** More shapes are only counted. */
const mostShapes = 20;

/**
 * Prints queries grouped by shape: how often, how many rows, the line that sent the first, and for a statement that ran
 * once per row of another one which that is, with how to load all at once at the end.
 */
export function printStatements(queries: readonly Query[]): string {
  const tallies = tallyShapes([{ size: queries.length, items: undefined, queries }]);
  const ordered = [...tallies].sort((one, other) => runsOf(other) - runsOf(one));
  const width = String(Math.max(0, ...tallies.map(runsOf))).length + 1;
  const repeated: Query[] = [];
  const printed = ordered.slice(0, mostShapes).map((tally) => {
    const errors = queries.filter(({ shape, error }) => shape === tally.shape && error !== undefined);
    const parent = parentOfRepeats(tally, tallies);
    if (parent !== undefined) repeated.push(tally.sample);
    return printTally(tally, [...describeErrors(errors), ...explainRepeats(tally, parent)], width);
  });
  const rest = ordered.slice(mostShapes);
  if (rest.length > 0) printed.push(`and ${count(rest.length, 'more statement')}`);
  return [...printed, ...adviseBatching(repeated).map((sentence) => `\n${sentence}`)].join('\n');
}

function printTally({ shape, sample, rows, counts }: ShapeTally, notes: readonly string[], width: number): string {
  const details = [printCallSite(sample.callSite), ...notes];
  const head = `${`${counts[0] ?? 0}×`.padStart(width)}  ${printStatement(shape)}${printRows(rows)}`;
  return [head, ...details.map((line) => indent(line, width + 2))].join('\n');
}

function printRows([rows]: ShapeTally['rows']): string {
  return rows === undefined ? '' : `  (${count(rows, 'row')})`;
}

function describeErrors(failed: readonly Query[]): readonly string[] {
  const messages = [...new Set(failed.map(({ error }) => error?.message ?? ''))];
  return messages.slice(0, 1).map((message) => `${failed.length} failed: ${message}`);
}

function parentOfRepeats(tally: ShapeTally, tallies: readonly ShapeTally[]): ShapeTally | undefined {
  return runsOf(tally) < 2 ? undefined : findProvedParent(tally.counts, tallies.slice(0, tallies.indexOf(tally)));
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
