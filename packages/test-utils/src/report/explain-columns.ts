import type { Query } from '../recording/query.js';
import { printEvidence, printRest, type Explanation } from './explain-count.js';
import { printStatements } from './print-statements.js';
import { countQueries, indent } from './wording.js';

/** What a number of columns is explained with. */
export interface ColumnsExplanation extends Explanation {
  readonly most: number;
  /** Reads that return more. */
  readonly wide: readonly Query[];
  readonly reads: readonly Query[];
}

/** Explains which reads return more columns than they may. */
export function explainColumns(explanation: ColumnsExplanation): string {
  const { hint, isNot, most, wide, reads, observation, printer } = explanation;
  const widest = Math.max(...reads.map(({ columns = 0 }) => columns));
  return [
    hint,
    '',
    `Expected columns of ${isNot ? 'some read: more than' : 'each read: at most'} ${printer.printExpected(most)}`,
    `Received columns of the widest read: ${printer.printReceived(widest)}`,
    '',
    printEvidence(isNot ? reads : wide, explanation),
    ...(isNot ? [] : ['', 'Select the columns that are used, by their names.']),
    ...printRest(observation),
  ].join('\n');
}

/** Explains that nobody knows how many columns reads return. */
export function explainUnknownColumns(matcher: string, unknown: readonly Query[]): string {
  if (unknown.length === 0)
    return `${matcher}() saw no query that returns rows, so that there are no columns to count.`;
  return [
    `${matcher}() can't tell how many columns ${countQueries(unknown.length)} returned: not ended when the action settled, or the ` +
      'capture did not keep them. Await them in the action, or pass `{ columns: true }` to captureQueries().',
    '',
    indent(printStatements(unknown), 2),
  ].join('\n');
}
