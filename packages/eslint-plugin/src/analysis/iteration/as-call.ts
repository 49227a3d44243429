import type { CallExpression, Expression } from '../facts/expression.js';

/** What the place of an access or a name says of a call that would stand there. */
type Place = Pick<CallExpression, 'owner' | 'loop' | 'use'> & Partial<Pick<CallExpression, 'guard'>>;

/** An access or a name that sends a query, to be judged like a call without arguments. */
export function asCall(
  expression: Extract<Expression, { kind: 'member' | 'reference' }>,
  { owner, loop, use, guard }: Place,
): CallExpression {
  const { start, end } = expression;
  return {
    kind: 'call',
    callee: expression,
    args: [],
    isNew: false,
    typeArgs: [],
    start,
    end,
    owner,
    loop,
    guard,
    use,
  };
}
