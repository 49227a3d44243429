import type { Query } from '../recording/query.js';
import { printStatements } from './print-statements.js';
import { indent } from './wording.js';

/**
 * Explains that there were too few rows for a query per row to show.
 *
 * @param rows - As many as there must be at least.
 */
export function explainMissingRows(matcher: string, reads: readonly Query[], rows: number): string {
  return [
    `${matcher}() saw no read that returned ${rows} rows or more, so that a query per row would not show. ` +
      `Seed at least ${rows} rows, or pass \`expectRows: false\` where one row is all there is.`,
    '',
    indent(printStatements(reads), 2),
  ].join('\n');
}
