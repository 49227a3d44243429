import type { CallExpression, Expression } from '../facts/expression.js';
import type { Frame } from './frame.js';

/**
 * Whether code looks at `row`, which it made itself, after `write` wrote it: for the key that the database gave it. Putting the row
 * into a list and giving it back is no look.
 */
export function isLookedAtLater(row: Expression, write: CallExpression, frame: Frame): boolean {
  if (row.kind !== 'reference' || !row.binding || frame.isElement(row.binding)) return false;
  const { binding } = row;
  const { owner } = write;
  const isRow = (expression: Expression): expression is Extract<Expression, { kind: 'reference' }> =>
    expression.kind === 'reference' && expression.binding === binding;
  const kept = new Set<number>();
  for (const { callee, args } of owner.calls)
    if (callee.kind === 'member' && callee.name === 'push')
      for (const part of args) if (isRow(part)) kept.add(part.start);
  for (const value of owner.returns) if (isRow(value)) kept.add(value.start);
  return binding.references.some((start) => start > write.end && !kept.has(start));
}
