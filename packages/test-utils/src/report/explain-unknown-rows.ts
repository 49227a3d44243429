import type { Query } from '../recording/query.js';
import { printStatements } from './print-statements.js';
import { countQueries, indent } from './wording.js';

/**
 * Explains that nobody knows how many rows queries returned.
 *
 * @param where - In which run; empty, or with a blank in front.
 */
export function explainUnknownRows(matcher: string, queries: readonly Query[], where = ''): string {
  return [
    `${matcher}() can't tell how many rows ${countQueries(queries.length)} fetched${where}: ` +
      'not ended when the action settled, or ended without a number. Await them in the action.',
    '',
    indent(printStatements(queries), 2),
  ].join('\n');
}
