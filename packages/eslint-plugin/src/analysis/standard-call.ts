import type { CallExpression } from './facts/expression.js';
import { globalName } from './facts/global-name.js';
import { rootOf } from './facts/root.js';

const METHODS: ReadonlySet<string> = new Set(
  [Array, String, Number, Boolean, Date, RegExp, Map, Set, Promise, Error, Function].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  ),
);

/**
 * Answers whether `call` most likely calls what the language or its run time brings along: a global, or a method of lists, texts and the
 * like whose result nobody waits for. That it leads nowhere is nothing to look into.
 */
export function isStandardCall({ callee, use }: CallExpression): boolean {
  if (globalName(rootOf(callee)) !== undefined) return true;
  return callee.kind === 'member' && use !== 'await' && METHODS.has(callee.name);
}
