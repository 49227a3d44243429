import type { Observation } from '../recording/scaling/observation.js';
import type { Query } from '../recording/query.js';
import { printStatements } from './print-statements.js';
import { countQueries, indent } from './wording.js';

/** Explains that no driver was there to be observed. */
export function explainNoPg(matcher: string): string {
  return (
    `${matcher}() saw no copy of \`pg\`: nothing in this process has made a client of it, so that no query could be seen. ` +
    'Run the code under test in the process of the test, on the driver `pg`; other drivers and other processes are out of sight.'
  );
}

/** Explains why an action that was observed sent no query. */
export function explainNoQuery({ uncounted }: Pick<Observation<unknown>, 'uncounted'>): string {
  const seen =
    uncounted.length > 0 ? 'The action sent only queries that do not count.' : 'The action sent no query while it ran.';
  return `${seen} Does it await its work, does a cache answer, or does the server under test run in another process?`;
}

/** Explains that queries could belong to this capture or to another one. */
export function explainUnattributed(matcher: string, queries: readonly Query[], where = ''): string {
  return [
    `${matcher}() can't tell which capture caused ${countQueries(queries.length)}${where}: sent outside of any action's context, ` +
      'by a server or a timer, or together with those of others, as Prisma does with findUnique() and $transaction([…]), ' +
      'while several captures were open. Run such tests one after the other, or call the handler in the test instead of a server ' +
      'that was started before it.',
    '',
    indent(printStatements(queries), 2),
  ].join('\n');
}
