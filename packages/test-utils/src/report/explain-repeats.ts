import type { RepeatedQuery } from '../recording/find-repeats.js';
import type { Query } from '../recording/query.js';
import { batchedForm } from './batched-form.js';
import { adviseBatching } from './batching-advice.js';
import { explainNoPg, explainNoQuery, explainUnattributed } from './explain-nothing-seen.js';
import { printCallSite } from './print-call-site.js';
import { printNotes } from './print-notes.js';
import { printStatement } from './print-statement.js';
import { count, countQueries, indent } from './wording.js';

/** What repeats are explained with. */
export interface RepeatsExplanation {
  readonly repeats: readonly RepeatedQuery[];
  /** Runs of one statement from one line that are no repeat yet. */
  readonly max: number;
  readonly queries: readonly Query[];
  readonly uncounted: readonly Query[];
  readonly unattributed: readonly Query[];
  readonly driverSeen: boolean;
}

/** Explains which statements repeat, from where, whose rows they follow, and what is not known. */
export function explainRepeats(api: string, explanation: RepeatsExplanation): string {
  const { queries, unattributed } = explanation;
  const notes = printNotes(explanation);
  return [
    ...explainFound(api, explanation),
    ...(notes.length === 0 || queries.length === 0 ? [] : ['', ...notes]),
    ...(unattributed.length === 0 ? [] : ['', explainUnattributed(api, unattributed)]),
  ].join('\n');
}

function explainFound(api: string, { repeats, max, queries, uncounted, driverSeen }: RepeatsExplanation): string[] {
  if (!driverSeen) return [explainNoPg(api)];
  if (queries.length === 0) return [explainNoQuery({ uncounted })];
  if (repeats.length === 0) {
    return [
      `No similar query executed more than ${max === 1 ? 'once' : `${max} times`} (${countQueries(queries.length)}).`,
    ];
  }
  const perRow = repeats.filter(({ differentValues }) => differentValues !== 1);
  const advice = adviseBatching(perRow.map(({ queries: [sample] }) => sample));
  return [...repeats.map(explainRepeat).join('\n\n').split('\n'), ...(advice.length === 0 ? [] : ['', ...advice])];
}

function explainRepeat({ times, differentValues, shape, callSite, queries: [sample], parent }: RepeatedQuery): string {
  const isPerRow = differentValues !== 1;
  const batched = isPerRow ? batchedForm(sample) : undefined;
  return [
    `Similar query executed ${times} times${describeValues(times, differentValues)}:`,
    indent(printStatement(shape), 2),
    indent(printCallSite(callSite), 2),
    ...(parent === undefined ? [] : [indent(describeParent(parent), 2)]),
    ...(batched === undefined ? [] : [`  one query instead: ${batched}`]),
  ].join('\n');
}

function describeValues(times: number, different: number | undefined): string {
  if (different === undefined) return '';
  if (different === 1) return ', always with the same values';
  return different === times ? ', each time with other values' : `, with ${count(different, 'set')} of values`;
}

/** Says once per row of which read a statement ran, with the line of that. */
export function describeParent({ shape, callSite }: Query): string {
  const label = 'once per row of: ';
  return `${label}${printStatement(shape)}\n${indent(printCallSite(callSite), label.length)}`;
}
