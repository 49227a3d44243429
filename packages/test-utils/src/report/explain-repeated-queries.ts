import type { RepeatedQuery } from '../recording/find-repeats.js';
import type { DuplicateQueries } from '../recording/find-duplicates.js';
import type { Query } from '../recording/query.js';
import { sumOfKnown } from '../recording/scaling/shape-tally.js';
import { batchedForm } from './batched-form.js';
import { adviseBatching } from './batching-advice.js';
import { printEvidence, printRest, type Explanation } from './explain-count.js';
import { describeParent } from './explain-repeats.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { printValues } from './print-values.js';
import { count, indent } from './wording.js';

/** More lines that sent a statement are only counted. */
const mostLines = 3;

/** What statements that repeat are explained with. */
export interface RepeatsExplanation extends Explanation {
  readonly repeats: readonly RepeatedQuery[];
  /** Sets of values that are no repeat yet. */
  readonly max: number;
  /** Why some statements may repeat. */
  readonly allowed: readonly string[];
}

/** Explains which statements a line of the application runs for one value after the other. */
export function explainRepeatedQueries(explanation: RepeatsExplanation): string {
  const { repeats, max, showValues } = explanation;
  const advice = adviseBatching(repeats.map(({ queries: [sample] }) => sample));
  return explain(explanation, {
    what: 'repeated statements',
    meaning: `sent by one line for more than ${count(max, 'set')} of values`,
    found: repeats.map((repeat) => printRepeat(repeat, showValues ? printValues(repeat.queries) : [])),
    advice,
  });
}

/**
 * Prints a statement that one line ran for one value after the other: how often, from where, after which read, and the one
 * query that does instead.
 *
 * @param notes - Lines below that which sent it.
 */
export function printRepeat(
  { queries, differentValues = 0, parent }: RepeatedQuery,
  notes: readonly string[] = [],
): string {
  const [sample] = queries;
  const batched = batchedForm(sample);
  return printGroup(queries, [
    printCallSite(sample.callSite),
    ...(differentValues === queries.length ? [] : [`with ${count(differentValues, 'set')} of values`]),
    ...notes,
    ...(parent === undefined ? [] : describeParent(parent).split('\n')),
    ...(batched === undefined ? [] : [`one query instead: ${batched}`]),
  ]);
}

/** What statements that ran twice with the same values are explained with. */
export interface DuplicatesExplanation extends Explanation {
  readonly duplicates: readonly DuplicateQueries[];
  /** Why some statements may run twice. */
  readonly allowed: readonly string[];
}

/** Explains which statements ran more than once with the same values, and from where. */
export function explainDuplicateQueries(explanation: DuplicatesExplanation): string {
  const { duplicates, showValues } = explanation;
  return explain(explanation, {
    what: 'duplicate statements',
    meaning: 'sent more than once with the same values',
    found: duplicates.map(({ queries, sets, writeBetween }) =>
      printGroup(queries, [
        ...printLines(queries),
        sets === 1 ? 'always with the same values' : `${sets} sets of values, each more than once`,
        ...(showValues ? printValues(queries) : []),
        ...(writeBetween === undefined
          ? []
          : [`a write came in between, which may have changed the answer: ${printStatement(writeBetween.shape)}`]),
      ]),
    ),
    advice: ['Load it once and pass it on, or keep it for the length of the request.'],
  });
}

interface Found {
  /** What is counted. */
  readonly what: string;
  /** What makes a statement one of them. */
  readonly meaning: string;
  /** A block for each of them. */
  readonly found: readonly string[];
  readonly advice: readonly string[];
}

function explain(
  explanation: Explanation & { readonly allowed: readonly string[] },
  { what, meaning, found, advice }: Found,
): string {
  const { hint, observation, allowed, isNot, printer } = explanation;
  const blocks = found.map((block) => indent(block, 2));
  const evidence = found.length === 0 ? [printEvidence(observation.queries, explanation)] : blocks;
  return [
    hint,
    '',
    `Expected ${what}: ${isNot ? 'at least ' : ''}${printer.printExpected(isNot ? 1 : 0)} (${meaning})`,
    `Received ${what}: ${printer.printReceived(found.length)}`,
    '',
    ...evidence,
    ...(found.length === 0 || advice.length === 0 ? [] : ['', ...advice.map((line) => indent(line, 2))]),
    ...(allowed.length === 0 ? [] : ['', ...allowed.map((reason) => `Allowed: ${reason}`)]),
    ...printRest(observation),
  ].join('\n');
}

function printGroup(queries: readonly [Query, ...Query[]], details: readonly string[]): string {
  const [{ shape }] = queries;
  const times = `${queries.length}×  `;
  const rows = sumOfKnown(queries.map((query) => query.rows));
  const printedRows = rows === undefined ? '' : `  (${count(rows, 'row')})`;
  return [`${times}${printStatement(shape)}${printedRows}`, ...details.map((line) => indent(line, times.length))].join(
    '\n',
  );
}

function printLines(queries: readonly Query[]): readonly string[] {
  const lines = new Map<string, number>();
  for (const { callSite } of queries) {
    const line = printCallSite(callSite);
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  const printed = [...lines].map(([line, times]) => (lines.size === 1 ? line : `${times}× ${line}`));
  const more = printed.length - mostLines;
  return more > 0 ? [...printed.slice(0, mostLines), `and ${count(more, 'more line')}`] : printed;
}
