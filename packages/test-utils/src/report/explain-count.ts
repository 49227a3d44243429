import type { Observation } from '../recording/scaling/observation.js';
import { explainNoQuery } from './explain-nothing-seen.js';
import { printLate } from './explain-late.js';
import { printNotes } from './print-notes.js';
import { printStatements } from './print-statements.js';
import type { ValuePrinter } from './value-printer.js';
import { indent } from './wording.js';

/** How many queries an action may send. */
export interface CountRange {
  readonly min: number;
  readonly max: number;
}

/** What a count is explained with. */
export interface CountExplanation {
  /** The first line: which assertion failed. */
  readonly hint: string;
  readonly expected: CountRange;
  readonly isNot: boolean;
  readonly observation: Observation<unknown>;
  readonly printer: ValuePrinter;
}

/** Explains why an action sent the wrong number of queries: which they were, from where, and what was not counted. */
export function explainCount({ hint, expected, isNot, observation, printer }: CountExplanation): string {
  const { queries } = observation;
  const difference = isNot ? '' : describeDifference(queries.length, expected);
  const evidence = queries.length === 0 ? explainNoQuery(observation) : indent(printStatements(queries), 2);
  const notes = [...printNotes(observation), ...printLate({ late: observation.late, where: '' })];
  return [
    hint,
    '',
    `Expected queries: ${isNot ? 'not ' : ''}${printRange(expected, printer)}`,
    `Received queries: ${printer.printReceived(queries.length)}${difference}`,
    '',
    evidence,
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

function printRange({ min, max }: CountRange, { printExpected }: ValuePrinter): string {
  if (min === max) return printExpected(min);
  if (max === Infinity) return `at least ${printExpected(min)}`;
  return min === 0 ? `at most ${printExpected(max)}` : `${printExpected(min)} to ${printExpected(max)}`;
}

function describeDifference(received: number, { min, max }: CountRange): string {
  return received > max ? ` (${received - max} too many)` : ` (${min - received} too few)`;
}
