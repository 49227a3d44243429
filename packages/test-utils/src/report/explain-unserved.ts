import type { UnexplainedRead, UnservedRead } from '../recording/plans/find-unserved.js';
import type { TableAccess } from '../recording/plans/judge-plan.js';
import type { Query } from '../recording/query.js';
import { printEvidence, printRest, type Explanation } from './explain-count.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { printValues } from './print-values.js';
import { indent } from './wording.js';

/** What reads without an index are explained with. */
export interface UnservedExplanation extends Explanation {
  readonly unserved: readonly UnservedRead[];
  readonly reads: readonly Query[];
  /** Why some reads need no index. */
  readonly allowed: readonly string[];
}

/** Explains which reads no index can serve, what they look for, and which index would do. */
export function explainUnserved(explanation: UnservedExplanation): string {
  const { hint, isNot, unserved, reads, allowed, observation, printer, showValues } = explanation;
  const blocks = unserved.map((read) => indent(printUnserved(read, showValues), 2));
  return [
    hint,
    '',
    `Expected statements that no index can serve: ${isNot ? 'at least ' : ''}${printer.printExpected(isNot ? 1 : 0)}`,
    `Received statements that no index can serve: ${printer.printReceived(unserved.length)}`,
    '',
    ...(isNot ? [printEvidence(reads, explanation)] : blocks),
    ...(allowed.length === 0 ? [] : ['', ...allowed.map((reason) => `Allowed: ${reason}`)]),
    ...printRest(observation),
  ].join('\n');
}

function printUnserved({ queries, accesses }: UnservedRead, showValues: boolean): string {
  const [sample] = queries;
  const times = `${queries.length}×  `;
  const details = [
    printCallSite(sample.callSite),
    ...(showValues ? printValues(queries) : []),
    ...accesses.flatMap(describeAccess),
  ];
  return [`${times}${printStatement(sample.shape)}`, ...details.map((line) => indent(line, times.length))].join('\n');
}

function describeAccess({ table, condition, columns, qualifiedName }: TableAccess): readonly string[] {
  if (condition === undefined) return [`reads all of ${table}`];
  const index = `create index on ${qualifiedName.replaceAll(/"([a-z_][a-z0-9_]*)"/g, '$1')} (${columns.join(', ')})`;
  return [
    `reads all of ${table} to find ${condition}`,
    ...(columns.length === 0 ? [] : [`an index would do: ${index}`]),
  ];
}

/** Explains that nothing was looked for, so that an index has nothing to serve. */
export function explainNoFilter(matcher: string, largerThan: number | undefined): string {
  const where = largerThan === undefined ? '' : ` in a table of more than ${largerThan} rows`;
  const remedy = largerThan === undefined ? '' : ' Seed more rows, or pass a smaller `largerThan`.';
  return `${matcher}() saw no read that looks for rows by a condition${where}, so that there is nothing for an index to serve.${remedy}`;
}

/** Explains that the plan of some reads is not known. */
export function explainUnexplained(matcher: string, unexplained: readonly UnexplainedRead[]): string {
  return [
    `${matcher}() can't tell how PostgreSQL would run ${unexplained.length === 1 ? 'a read' : `${unexplained.length} reads`}. ` +
      'It asks over a connection of its own, which sees neither temporary tables nor what was not committed.',
    '',
    ...unexplained.flatMap(({ query, reason }) => [
      `  ${printStatement(query.shape)}`,
      `    ${printCallSite(query.callSite)}`,
      `    ${reason}`,
    ]),
  ].join('\n');
}

/** Explains that plans can't be asked for. */
export function explainNoPlanConnection(matcher: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${matcher}() could not connect to ask for plans: ${reason}. Pass \`connectionString\`, the database that the action uses.`;
}
