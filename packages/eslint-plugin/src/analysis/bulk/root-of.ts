import type { Binding } from '../facts/binding.js';
import type { Expression } from '../facts/expression.js';

/** The name that `row.author.name` and `rows[0].name` start from. */
export function rootOf(expression: Expression): Binding | undefined {
  if (expression.kind === 'reference') return expression.binding;
  if (expression.kind === 'cast') return rootOf(expression.value);
  return expression.kind === 'member' || expression.kind === 'index' ? rootOf(expression.object) : undefined;
}
