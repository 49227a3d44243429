import type { Query } from '../recording/query.js';
import type { Dimension } from '../recording/scaling/scaling-options.js';
import type { ObservedRun } from '../recording/scaling/scaling-run.js';
import { printStatements } from './print-statements.js';
import { countQueries, indent, listOf } from './wording.js';

/** Queries that an action sent after it had settled. */
export interface LateQueries {
  readonly late: readonly Query[];
  /** In which runs; empty, or with a blank in front. */
  readonly where: string;
}

/** Collects what came late in any run of a scaling check. */
export function lateInRuns(runs: readonly ObservedRun[], dimension: Dimension): LateQueries {
  const concerned = runs.filter(({ observation }) => observation.late.length > 0);
  const sizes = [...new Set(concerned.map(({ size }) => size))].sort((one, other) => one - other);
  return {
    late: concerned.flatMap(({ observation }) => observation.late),
    where: ` at ${dimension}${sizes.length === 1 ? '' : 's'} ${listOf(sizes)}`,
  };
}

/** Prints which queries came too late to be counted; nothing where there are none. */
export function printLate({ late, where }: LateQueries): readonly string[] {
  if (late.length === 0) return [];
  return [`Not counted: ${describe(late, where)}. ${remedyFor(late)}`, indent(printStatements(late), 2)];
}

/** Explains why a check that would hold proves nothing: what an action sends after it has settled is in no count. */
export function explainLate(matcher: string, { late, where }: LateQueries): string {
  return [
    `${matcher}() can't tell how many queries the action sends, because of ${describe(late, where)}: ` +
      `what comes then is not counted. ${remedyFor(late)}`,
    '',
    indent(printStatements(late), 2),
  ].join('\n');
}

function remedyFor({ length }: readonly Query[]): string {
  return `Await ${length === 1 ? 'it' : 'them'} in the action.`;
}

function describe({ length }: readonly Query[], where: string): string {
  return `${countQueries(length)} that ${length === 1 ? 'was' : 'were'} sent after the action had settled${where}`;
}
