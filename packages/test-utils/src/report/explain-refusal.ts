import type { Query } from '../recording/query.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { printStatements } from './print-statements.js';
import { countQueries, indent } from './wording.js';

/** A guard that lets a number of queries pass. */
export interface RefusingGuard {
  /** Of its function. */
  readonly name: string;
  /** As it is called, as far as that matters: `limitQueries(2, …)`. */
  readonly call: string;
  /** Queries that may be sent. */
  readonly most: number;
}

/** Explains to the sender of a query that it is refused. */
export function explainRefusal(guard: RefusingGuard, query: Query, passed: readonly Query[]): string {
  const before = passed.length === 0 ? [] : ['', 'Sent before it:', '', indent(printStatements(passed), 2)];
  return [
    `${guard.call} refused a query: ${describeLimit(guard)}.`,
    '',
    indent(`${printStatement(query.shape)}\n${printCallSite(query.callSite)}`, 2),
    ...before,
    '',
    adviseOn(guard, 1),
  ].join('\n');
}

/** Explains that queries were refused and nobody told the guard. */
export function explainSwallowed(guard: RefusingGuard, refused: readonly Query[]): string {
  return [
    `${guard.call} refused ${countQueries(refused.length)}, and the action went on as if nothing had happened: ${describeLimit(guard)}.`,
    '',
    indent(printStatements(refused), 2),
    '',
    adviseOn(guard, refused.length),
  ].join('\n');
}

function describeLimit({ most }: RefusingGuard): string {
  return most === 0 ? 'none may be sent here' : `no more than ${countQueries(most)} may be sent here`;
}

function adviseOn({ most }: RefusingGuard, refused: number): string {
  const them = refused === 1 ? 'it' : 'them';
  const remedy = most === 0 ? `Load what is needed before` : 'Load rows together instead of one by one';
  return `${remedy}, or let ${them} pass: \`allowQueries(() => …)\`.`;
}
