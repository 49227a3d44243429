import type { Rule } from 'eslint';
import { type Node, startOf } from '../analysis/facts/syntax.js';
import { type FunctionNode, functionAround } from '../analysis/matchers/function-around.js';

/** Functions of test runners that wait for the function they are given. `describe` does not. */
const WAITING = new Set([
  'it',
  'test',
  'specify',
  'fit',
  'xit',
  'xtest',
  'beforeEach',
  'afterEach',
  'beforeAll',
  'afterAll',
  'before',
  'after',
]);

/** An `await` that is written in: by itself, or with a function that is made `async`. */
export interface AwaitSuggestion {
  readonly makesAsync: boolean;
  readonly fix: Rule.ReportFixer;
}

/** `it` in `it.only(…)` and in `it.each(rows)(…)`. */
function rootName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return rootName(callee.object);
  if (callee.type === 'CallExpression') return rootName(callee.callee);
  return callee.type === 'TaggedTemplateExpression' ? rootName(callee.tag) : undefined;
}

/** Whether a runner waits for `fn`, whatever it gives: making it `async` changes nothing else. A callback for `done` must stay as it is. */
function isWaitedFor(fn: FunctionNode): boolean {
  const call = fn.parent;
  if (call?.type !== 'CallExpression' || fn.generator) return false;
  const [first] = fn.params;
  const isEach = call.callee.type === 'CallExpression' || call.callee.type === 'TaggedTemplateExpression';
  return WAITING.has(rootName(call.callee) ?? '') && (!first || isEach || first.type === 'ObjectPattern');
}

/**
 * Makes the suggestions that put `await` before `expression`.
 *
 * @param isModule - Whether `await` may stand at the top of the file.
 */
export function suggestAwait(expression: Node, isModule: boolean): AwaitSuggestion[] {
  const start = startOf(expression);
  const around = functionAround(expression);
  const isVoid = expression.parent?.type === 'UnaryExpression';
  const from = isVoid && expression.parent ? startOf(expression.parent) : start;
  const write = (fixer: Rule.RuleFixer): Rule.Fix => fixer.replaceTextRange([from, start], 'await ');
  if (around ? around.async : isModule) return [{ makesAsync: false, fix: write }];
  if (!around || !isWaitedFor(around)) return [];
  const head = startOf(around);
  return [
    {
      makesAsync: true,
      fix: (fixer) => [fixer.insertTextBeforeRange([head, head], 'async '), write(fixer)],
    },
  ];
}
