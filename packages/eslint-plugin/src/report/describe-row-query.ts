import type { RowQuery } from '../analysis/per-row/row-queries.js';
import { describeExpression } from './describe-expression.js';
import { nameOf, placeOf } from './describe-finding.js';
import { adviceOn } from './query-advice.js';

const ADVICE_WITHOUT_ORM = 'Ask for all of them in one query and take each from a `Map`.';

/** What a message says about a query per row, as data for its placeholders. */
export interface RowQueryData extends Record<string, string> {
  readonly call: string;
  readonly query: string;
  /** The member that runs per row. */
  readonly member: string;
  /** What runs it. */
  readonly runner: string;
  readonly chain: string;
  readonly advice: string;
}

function describeRunner({ member: { runner } }: RowQuery, cwd: string): string {
  switch (runner.kind) {
    case 'library':
      return runner.runs;
    case 'function':
      return `\`${nameOf(runner.function)}\` runs for each element of a list (${placeOf(runner.function.module, runner.start, cwd)})`;
    case 'unknown':
      return 'may run for each element of a list';
  }
}

function adviceFor({ chain: { query } }: RowQuery): string {
  const advice = (adviceOn(query) ?? ADVICE_WITHOUT_ORM).replace(' before the loop', '');
  return advice.replaceAll('{{relation}}', query.relation ?? '');
}

/** Describes `query`; paths are given from `cwd`. */
export function describeRowQuery(query: RowQuery, cwd: string): RowQueryData {
  const { chain, member, subject } = query;
  const { functions, query: site } = chain;
  const steps = [...functions.map(nameOf), site.label].join(' → ');
  return {
    call: describeExpression(subject) ?? site.label,
    query: site.label,
    member: nameOf(member.function),
    runner: describeRunner(query, cwd),
    chain: functions.length === 0 ? steps : `${steps} (${placeOf(site.module, site.start, cwd)})`,
    advice: adviceFor(query),
  };
}
