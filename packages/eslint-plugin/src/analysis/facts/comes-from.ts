import type { Binding } from './binding.js';
import { type CallExpression, type Expression, partsOf } from './expression.js';

/** Whether `expression` is made of what `call` gives. */
export function comesFrom(expression: Expression, call: CallExpression, seen = new Set<Binding>()): boolean {
  if (expression === call) return true;
  if (expression.kind === 'reference') {
    const { binding } = expression;
    if (!binding || seen.has(binding)) return false;
    seen.add(binding);
    return binding.sources.some(({ value }) => comesFrom(value, call, seen));
  }
  return partsOf(expression).some((part) => comesFrom(part, call, seen));
}
