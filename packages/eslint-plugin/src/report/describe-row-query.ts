import type { RowQuery } from '../analysis/per-row/row-queries.js';
import { batchedAdvice } from './batched-advice.js';
import { describeChain, nameOf } from './describe-chain.js';
import { describeExpression } from './describe-expression.js';
import { placeOf } from './place-of.js';

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

/** Describes `query`; paths are given from `cwd`. */
export function describeRowQuery(query: RowQuery, cwd: string): RowQueryData {
  const { chain, member, subject } = query;
  return {
    call: describeExpression(subject) ?? chain.query.label,
    query: chain.query.label,
    member: nameOf(member.function),
    runner: describeRunner(query, cwd),
    chain: describeChain(chain, cwd),
    // There is no loop in sight.
    advice: batchedAdvice(chain.query).replace(' before the loop', ''),
  };
}
