import type { Query } from '../recording/query.js';
import { printRest, type Explanation } from './explain-count.js';
import { printStatements } from './print-statements.js';
import { count, figure, indent } from './wording.js';

/** What a number of rows is explained with. */
export interface RowsExplanation extends Explanation {
  readonly most: number;
  /** Items of the result, where rows are counted for each. */
  readonly items?: number;
  readonly perItem?: number;
  readonly rows: number;
  readonly reads: readonly Query[];
}

/** Explains that reads return more rows than they may, those that return the most first. */
export function explainRows(explanation: RowsExplanation): string {
  const { hint, isNot, most, items, perItem, rows, reads, observation, printer, showValues } = explanation;
  const isPerItem = items !== undefined && perItem !== undefined;
  const limit = isPerItem
    ? `${figure(most)} (${figure(perItem)} for each of ${count(items, 'item')})`
    : printer.printExpected(most);
  const each = isPerItem ? ` (${figure(rows / items)} for each item)` : '';
  const evidence =
    reads.length === 0
      ? 'The action sent no query that returns rows.'
      : indent(printStatements(reads, { among: observation.queries, byRows: true, showValues }), 2);
  return [
    hint,
    '',
    `Expected rows: ${isNot ? 'more than' : 'at most'} ${limit}`,
    `Received rows: ${printer.printReceived(rows)}${each}`,
    '',
    evidence,
    ...printRest(observation),
  ].join('\n');
}

/** Explains that there are no items to hold rows against. */
export function explainUnknownItems(matcher: string, items: 0 | undefined): string {
  const fact = items === 0 ? 'received no items' : "can't tell how many items the result holds";
  const remedy =
    items === 0 ? 'Seed some rows.' : 'Return the list from the action, or pass `{ perItem, items: (result) => … }`.';
  return `${matcher}() ${fact}, so that there are no rows per item. ${remedy}`;
}
