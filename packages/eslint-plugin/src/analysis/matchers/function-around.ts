import type { Node, NodeOf } from '../facts/syntax.js';

/** A function with its code. */
export type FunctionNode = NodeOf<'FunctionDeclaration'> | NodeOf<'ArrowFunctionExpression'>;

/** The innermost function that `node` is written in. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (let at = node.parent ?? undefined; at; at = at.parent ?? undefined)
    if (at.type === 'ArrowFunctionExpression' || at.type === 'FunctionExpression' || at.type === 'FunctionDeclaration')
      return at;
  return undefined;
}
