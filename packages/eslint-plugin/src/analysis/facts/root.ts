import type { Binding } from './binding.js';
import type { Expression } from './expression.js';

/** What a chain of members and calls starts from: `db` in `db.posts.find().limit(1)`. */
export function rootOf(expression: Expression): Expression {
  if (expression.kind === 'member' || expression.kind === 'index') return rootOf(expression.object);
  return expression.kind === 'call' ? rootOf(expression.callee) : expression;
}

/** The name that a chain of members and calls starts from; undefined where it is `this`, a value, or a global. */
export function rootBindingOf(expression: Expression): Binding | undefined {
  const root = rootOf(expression);
  return root.kind === 'reference' ? root.binding : undefined;
}
