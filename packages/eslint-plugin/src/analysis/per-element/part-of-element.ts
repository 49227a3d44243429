import type { Expression } from '../facts/expression.js';
import type { Dependence } from './dependence.js';

/** Whether an expression is the element or a part of it, with nothing computed in between. */
export function isPartOfElement(expression: Expression, dependence: Dependence): boolean {
  if (expression.kind === 'member' || expression.kind === 'index')
    return isPartOfElement(expression.object, dependence);
  return (
    expression.kind === 'reference' && expression.binding !== undefined && dependence.isElement(expression.binding)
  );
}
