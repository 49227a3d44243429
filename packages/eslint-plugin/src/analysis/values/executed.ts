import type { CallExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { callbackRole } from './callback-role.js';
import type { Evaluator } from './evaluator.js';
import type { Environment } from './value.js';

/**
 * Lists `fn` and the functions written in it that run as part of it: those that a call of it takes and does not keep for later.
 *
 * @param isLeftOut - Calls whose functions do not count. Defaults to none.
 */
export function* executed(
  fn: FunctionFacts,
  evaluator: Evaluator,
  environment?: Environment,
  isLeftOut?: (call: CallExpression) => boolean,
): Generator<FunctionFacts> {
  yield fn;
  for (const call of fn.calls) {
    const parts = [call.callee, ...call.args];
    if (!parts.some(({ kind }) => kind === 'function') || isLeftOut?.(call)) continue;
    for (const [position, part] of parts.entries())
      if (part.kind === 'function' && callbackRole(call, position - 1, evaluator, environment).kind !== 'deferred')
        yield* executed(part.function, evaluator, environment, isLeftOut);
  }
}
