import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { guardsAround } from '../facts/loop.js';
import type { Evaluator } from '../values/evaluator.js';

/** The package whose objects gather the keys of one tick. */
const BATCHING = 'dataloader';

const LOADS = new Set(['load', 'loadMany']);

const known = new WeakMap<FunctionFacts, ReadonlySet<Expression>>();

/** What a name, or a property of `this`, is made as. */
function definitionsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'reference') return (expression.binding?.sources ?? []).map(({ value }) => value);
  if (expression.kind !== 'member' || expression.object.kind !== 'this') return [];
  const holder = expression.object.owner.owner;
  return holder && 'members' in holder ? (holder.members.get(expression.name)?.values ?? []) : [];
}

function isLoader(expression: Expression, evaluator: Evaluator): boolean {
  return definitionsOf(expression).some(
    (made) =>
      made.kind === 'call' &&
      made.isNew &&
      evaluator.evaluate(made.callee).some((value) => value.kind === 'external' && value.package === BATCHING),
  );
}

/** Conditions under which `fn` asks a loader. */
function conditionsOfLoads(fn: FunctionFacts, evaluator: Evaluator): ReadonlySet<Expression> {
  const found = known.get(fn);
  if (found) return found;
  const loads = fn.calls.filter(
    ({ callee, guard }) =>
      guard && callee.kind === 'member' && LOADS.has(callee.name) && isLoader(callee.object, evaluator),
  );
  const conditions = new Set(loads.flatMap(({ guard }) => (guard ? [guard.condition] : [])));
  known.set(fn, conditions);
  return conditions;
}

/**
 * Answers whether `call` is what its function does where it cannot ask a loader: the look-ups that are asked for again and
 * again go through the loader, as far as anyone can tell.
 */
export function isBesideLoader(call: CallExpression, evaluator: Evaluator): boolean {
  const conditions = call.guard ? conditionsOfLoads(call.owner, evaluator) : undefined;
  if (!conditions || conditions.size === 0) return false;
  return guardsAround(call.guard).some(({ condition }) => conditions.has(condition));
}
