import type { Scope } from 'eslint';
import { type Node, keyName } from '../facts/syntax.js';
import { functionAround } from './function-around.js';

/** What holds a promise in the end, with nobody who waits for it. */
export interface DroppedPromise {
  /** The outermost expression that stands for it: where `await` belongs. */
  readonly expression: Node;
  /** `await` can stand there. It cannot where a callback gives the promise to a function that ignores it. */
  readonly takesAwait: boolean;
}

const COMBINATORS = new Set(['all', 'allSettled', 'race', 'any']);

/** Expressions whose value may be that of a part of them. */
const WRAPPERS = new Set([
  'ChainExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'ParenthesizedExpression',
]);

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

const memberName = (node: Node): string | undefined =>
  node.type === 'MemberExpression' ? keyName(node.property, node.computed) : undefined;

function isCombinator(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'Promise' &&
    COMBINATORS.has(memberName(node.callee) ?? '')
  );
}

/** The call that runs `fn` per item and of which the results are what `fn` gives, or that ignores them. */
function iterationOf(fn: Node): { readonly call: Node; readonly ignores: boolean } | undefined {
  const call = fn.parent;
  if (!FUNCTIONS.has(fn.type) || call?.type !== 'CallExpression' || call.callee === fn) return undefined;
  const name = memberName(call.callee);
  if (name === 'forEach') return { call, ignores: true };
  return name === 'map' || name === 'flatMap' ? { call, ignores: false } : undefined;
}

/** Finds out whether somebody waits for a promise, as far as the syntax around it tells. */
export class PromiseWatch {
  constructor(readonly variablesOf: (declaration: Node) => readonly Scope.Variable[]) {}

  /** What `expression`, a promise, ends as; undefined where it is awaited, given back, or handed on. */
  drop(expression: Node): DroppedPromise | undefined {
    const parent = expression.parent;
    if (!parent) return undefined;
    if (WRAPPERS.has(parent.type)) {
      const dropped = this.drop(parent);
      return dropped && { ...dropped, expression };
    }
    switch (parent.type) {
      case 'ExpressionStatement':
        return { expression, takesAwait: true };
      case 'UnaryExpression':
        return parent.operator === 'void' ? { expression, takesAwait: true } : undefined;
      case 'SequenceExpression':
        return parent.expressions.at(-1) === expression ? this.drop(parent) : { expression, takesAwait: true };
      case 'VariableDeclarator':
        return this.#isNeverNamed(parent) ? { expression, takesAwait: true } : undefined;
      case 'ArrayExpression':
        return parent.parent && isCombinator(parent.parent) ? this.drop(parent.parent) : undefined;
      case 'CallExpression':
        return isCombinator(parent) && parent.callee !== expression ? this.drop(parent) : undefined;
      case 'ReturnStatement': {
        const fn = functionAround(parent);
        return fn && this.#givenBack(fn, expression);
      }
      case 'ArrowFunctionExpression':
        return parent.body === expression ? this.#givenBack(parent, expression) : undefined;
      default:
        return undefined;
    }
  }

  /** What becomes of what `fn` gives back. */
  #givenBack(fn: Node, expression: Node): DroppedPromise | undefined {
    const iteration = iterationOf(fn);
    if (!iteration) return undefined;
    const dropped = iteration.ignores ? { expression, takesAwait: false } : this.drop(iteration.call);
    // Awaiting a list of promises does not wait for them.
    return dropped?.expression === iteration.call ? { expression, takesAwait: false } : dropped;
  }

  #isNeverNamed(declaration: Node): boolean {
    const variables = this.variablesOf(declaration);
    return variables.length > 0 && variables.every(({ references }) => references.every(({ init }) => init === true));
  }
}
