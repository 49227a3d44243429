import type { CallExpression, Expression } from './facts/expression.js';

const METHODS: ReadonlySet<string> = new Set(
  [Array, String, Number, Boolean, Date, RegExp, Map, Set, Promise, Error, Function].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  ),
);

function rootOf(expression: Expression): Expression {
  if (expression.kind === 'member' || expression.kind === 'index') return rootOf(expression.object);
  return expression.kind === 'call' ? rootOf(expression.callee) : expression;
}

/**
 * Answers whether `call` most likely calls what the language or its run time brings along: a global, or a method of lists, texts and the
 * like whose result nobody waits for. That it leads nowhere is nothing to look into.
 */
export function isStandardCall({ callee, use }: CallExpression): boolean {
  const root = rootOf(callee);
  if (root.kind === 'reference' && !root.binding) return true;
  return callee.kind === 'member' && use !== 'await' && METHODS.has(callee.name);
}
