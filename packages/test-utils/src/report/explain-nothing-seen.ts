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

/** Explains that queries could belong to this capture or to another one, or are none that a strict one takes. */
export function explainUnattributed(matcher: string, queries: readonly Query[], where = ''): string {
  const refused = queries.filter(({ attribution }) => attribution === 'outside');
  const ambiguous = queries.filter((query) => !refused.includes(query));
  return [
    ...(ambiguous.length === 0 ? [] : [explainAmbiguous(matcher, ambiguous, where)]),
    ...(refused.length === 0 ? [] : [explainRefused(matcher, refused, where)]),
  ].join('\n\n');
}

function explainRefused(matcher: string, queries: readonly Query[], where: string): string {
  const were = queries.length === 1 ? 'was' : 'were';
  return [
    `${matcher}() takes only what the action itself sends (\`strict\`), and ${countQueries(queries.length)}${where} ${were} sent ` +
      `outside of its context, by a server or a timer. Stop ${queries.length === 1 ? 'its' : 'their'} sender before, or leave out ` +
      '`strict` to have such queries counted.',
    '',
    indent(printStatements(queries), 2),
  ].join('\n');
}

function explainAmbiguous(matcher: string, queries: readonly Query[], where: string): string {
  return [
    `${matcher}() can't tell which capture caused ${countQueries(queries.length)}${where}: sent outside of any action's context, ` +
      'by a server or a timer, or together with those of others, as Prisma does with findUnique() and $transaction([…]), ' +
      'while several captures were open. Run such tests one after the other, or call the handler in the test instead of a server ' +
      'that was started before it.',
    '',
    indent(printStatements(queries), 2),
  ].join('\n');
}
