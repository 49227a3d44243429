import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Repetition } from '../iteration/repetition.js';
import { Dependence } from '../per-element/dependence.js';
import type { RowMember } from './row-member.js';

/** The call that nobody wrote: what runs the member for each row. */
function callOf(fn: FunctionFacts): CallExpression {
  const { start, end } = fn;
  return {
    kind: 'call',
    callee: { kind: 'function', function: fn },
    args: [],
    isNew: false,
    typeArgs: [],
    start,
    end,
    owner: fn.parent ?? fn,
    loop: undefined,
    guard: undefined,
    use: 'value',
  };
}

/** A member that runs per row, as the repetition that it is: each turn has a row as its element. */
export function repetitionOf({ function: fn, row }: RowMember): Extract<Repetition, { kind: 'callback' }> {
  return {
    kind: 'callback',
    call: callOf(fn),
    function: fn,
    items: undefined,
    parameter: row === 'this' ? -1 : row,
  };
}

/** Follows values from the row that a member runs for. */
export class RowDependence extends Dependence {
  constructor(readonly member: RowMember) {
    super(repetitionOf(member));
  }

  override has(expression: Expression): boolean {
    const isThis = expression.kind === 'this' || expression.kind === 'super';
    if (isThis) return this.member.row === 'this' && expression.owner === this.member.function;
    return super.has(expression);
  }
}
