import type { CallExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { CallbackRepetition } from '../iteration/repetition.js';
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
export function repetitionOf({ function: fn, row }: RowMember): CallbackRepetition {
  return {
    kind: 'callback',
    call: callOf(fn),
    function: fn,
    items: undefined,
    parameter: row,
  };
}
