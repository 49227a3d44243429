import type { CollectionPath } from '../recording/collections.js';
import type { HeldRows } from '../recording/multiplied-rows.js';
import type { Query } from '../recording/query.js';
import { printEvidence, printRest, type Explanation } from './explain-count.js';
import { printStatements } from './print-statements.js';
import { count, figure, indent, listOf } from './wording.js';

/** What reads that multiply rows are explained with. */
export interface MultipliedRowsExplanation extends Explanation {
  /** Reads of more than two tables. */
  readonly joins: readonly Query[];
  readonly multiplied: readonly Query[];
  readonly rows: HeldRows;
}

/** Explains which read returns more rows than the result holds, and of which collections they are the product. */
export function explainMultipliedRows(explanation: MultipliedRowsExplanation): string {
  const { hint, isNot, joins, multiplied, rows, observation, printer } = explanation;
  const most = Math.max(0, ...joins.map((query) => query.rows ?? 0));
  const perItem = rows.items > 1 ? `, ${figure(most / rows.items)} per item` : '';
  const products = isNot ? [] : multiplied.flatMap((query) => describeProduct(rows, query.rows ?? 0));
  return [
    hint,
    '',
    `Expected rows of a join: ${isNot ? 'more than' : 'at most'} ${printer.printExpected(rows.held)}, which is what the result holds`,
    joins.length === 0
      ? 'Received no read that joins two tables to another'
      : `Received rows of a join: ${printer.printReceived(most)}${perItem}`,
    '',
    printEvidence(isNot ? observation.queries : multiplied, explanation),
    ...(products.length === 0 ? [] : ['', ...new Set(products)]),
    ...(isNot ? [] : ['', advice]),
    ...printRest(observation),
  ].join('\n');
}

const advice =
  'Load one collection with the items and each other one by a query of its own, ' +
  "or have the database gather it by `json_agg`. ORMs have an option for it, such as `relationLoadStrategy: 'query'` in TypeORM and `separate: true` in Sequelize.";

function describeProduct({ productOf }: HeldRows, rows: number): readonly string[] {
  const paths = productOf(rows);
  if (paths === undefined) return [];
  return [`${rows} rows are the product of ${nameAll(paths)}.`];
}

/** Explains that rows can't be told from those that the action dropped. */
export function explainUnheldRows(matcher: string, queries: readonly Query[], held: number): string {
  return [
    `${matcher}() can't tell whether rows were multiplied: a join returned more of them than the ${count(held, 'row')} that the result ` +
      'holds, but the result has no two collections whose product they could be. ' +
      'Return what was loaded, or pass `held: (result) => …`, the rows that the result takes.',
    '',
    indent(printStatements(queries, { byRows: true }), 2),
  ].join('\n');
}

/** Explains that the product of small collections looks like no product. */
export function explainSmallCollections(
  matcher: string,
  queries: readonly Query[],
  siblings: readonly CollectionPath[],
): string {
  return [
    `${matcher}() would not see multiplied rows: no item holds two elements each in two of ${nameAll(siblings)}. ` +
      'Seed at least two for the same item.',
    '',
    indent(printStatements(queries, { byRows: true }), 2),
  ].join('\n');
}

function nameAll(paths: readonly CollectionPath[]): string {
  return listOf(paths.map((path) => `\`${path.join('.')}\``));
}
