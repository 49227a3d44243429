import { ormOfPackage } from '../../orms/known-orms.js';
import { comesFrom } from '../facts/comes-from.js';
import type { CallExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { isNamed } from '../facts/global-name.js';
import { guardsAround } from '../facts/loop.js';
import { callbackRole } from '../values/callback-role.js';
import type { Evaluator } from '../values/evaluator.js';
import { rootOf } from './root-of.js';
import type { Environment } from '../values/value.js';

/** Whether what `call` gives is written by `write`, or decides whether it runs. */
function feeds(call: CallExpression, write: CallExpression, owner: FunctionFacts): boolean {
  const parts = [write.callee, ...write.args];
  const conditions = guardsAround(write.guard).map(({ condition }) => condition);
  if ([...parts, ...conditions].some((part) => comesFrom(part, call))) return true;
  const roots = new Set(parts.map(rootOf));
  return owner.assignments.some(
    ({ target, value }) => target.kind !== 'reference' && roots.has(rootOf(target)) && comesFrom(value, call),
  );
}

/** `await send(row)`, and `send(row)` given back by an async function or to a map that is awaited. */
function isWaitedFor({ use, owner }: CallExpression): boolean {
  if (use !== 'return') return use === 'await';
  return owner.isAsync || owner.argumentOf?.call.use === 'await';
}

/** A call that only runs the functions which are written in it. */
function isWrapper(call: CallExpression, evaluator: Evaluator, environment: Environment | undefined): boolean {
  if (call.isNew) return false;
  return call.args.some(
    (argument, index) =>
      argument.kind === 'function' && callbackRole(call, index, evaluator, environment).kind !== 'deferred',
  );
}

function isOfLibrary({ callee }: CallExpression, evaluator: Evaluator, environment: Environment | undefined): boolean {
  if (callee.kind === 'member' && isNamed(callee.object, 'Promise')) return true;
  return evaluator
    .evaluate(callee, environment)
    .some(
      (value) =>
        value.kind === 'method' ||
        value.kind === 'handle' ||
        (value.kind === 'external' && ormOfPackage(value.package) !== undefined),
    );
}

/**
 * Whether code waits at `call` for something other than the database that is no part of what `writes` write: a mail is sent, a file
 * is copied, time passes. What is written after it, or before it, then tells how far the work has come.
 */
export function isEffect(
  call: CallExpression,
  writes: readonly CallExpression[],
  evaluator: Evaluator,
  environment?: Environment,
): boolean {
  if (!isWaitedFor(call) || isOfLibrary(call, evaluator, environment) || isWrapper(call, evaluator, environment))
    return false;
  return !writes.some((write) => feeds(call, write, write.owner));
}
