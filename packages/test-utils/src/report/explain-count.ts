import type { Observation } from '../recording/scaling/observation.js';
import type { Query } from '../recording/query.js';
import { explainNoQuery } from './explain-nothing-seen.js';
import { printLate } from './explain-late.js';
import { printNotes } from './print-notes.js';
import { printStatements } from './print-statements.js';
import type { ValuePrinter } from './value-printer.js';
import { indent } from './wording.js';

/** How many there may be. */
export interface CountRange {
  readonly min: number;
  readonly max: number;
}

/** What a message about the queries of one run is printed with. */
export interface Explanation {
  /** The first line: which assertion failed. */
  readonly hint: string;
  readonly isNot: boolean;
  readonly showValues: boolean;
  readonly observation: Observation<unknown>;
  readonly printer: ValuePrinter;
}

/** What a count is explained with. */
export interface CountExplanation extends Explanation {
  readonly expected: CountRange;
}

/** Explains why an action sent the wrong number of queries: which they were, from where, and what was not counted. */
export function explainCount(explanation: CountExplanation): string {
  const { hint, expected, isNot, observation, printer, showValues } = explanation;
  const { queries } = observation;
  const difference = isNot ? '' : ` ${describeDifference(queries.length, expected)}`;
  return [
    hint,
    '',
    `Expected queries: ${printRange(expected, isNot, printer)}`,
    `Received queries: ${printer.printReceived(queries.length)}${difference}`,
    '',
    printEvidence(queries, { observation, showValues }),
    ...printRest(observation),
  ].join('\n');
}

/** Prints queries with the lines that sent them, or why there are none. */
export function printEvidence(
  queries: readonly Query[],
  { observation, showValues }: Pick<Explanation, 'observation' | 'showValues'>,
): string {
  if (observation.queries.length === 0) return explainNoQuery(observation);
  return indent(printStatements(queries, { among: observation.queries, showValues }), 2);
}

/** Prints, after a blank line, what was not counted and why. */
export function printRest(observation: Observation<unknown>): readonly string[] {
  const notes = [...printNotes(observation), ...printLate({ late: observation.late, where: '' })];
  return notes.length === 0 ? [] : ['', ...notes];
}

/** Prints how many were wanted. */
export function printRange({ min, max }: CountRange, isNot: boolean, { printExpected }: ValuePrinter): string {
  if (isNot) return printOutside({ min, max }, { printExpected });
  if (min === max) return printExpected(min);
  if (max === Infinity) return `at least ${printExpected(min)}`;
  return min === 0 ? `at most ${printExpected(max)}` : `${printExpected(min)} to ${printExpected(max)}`;
}

function printOutside({ min, max }: CountRange, { printExpected }: Pick<ValuePrinter, 'printExpected'>): string {
  if (min === 0 && max < Infinity) return `more than ${printExpected(max)}`;
  if (min === max) return `not ${printExpected(min)}`;
  const below = min === 1 ? printExpected(0) : `fewer than ${printExpected(min)}`;
  return max === Infinity ? below : `${below} or more than ${printExpected(max)}`;
}

/** Prints how many there are too many or too few. */
export function describeDifference(received: number, { min, max }: CountRange): string {
  return received > max ? `(${received - max} too many)` : `(${min - received} too few)`;
}
