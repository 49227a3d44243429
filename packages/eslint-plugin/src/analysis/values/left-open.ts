import type { Binding, BindingSource } from '../facts/binding.js';
import { type Expression, FALSE, NULL, UNDEFINED } from '../facts/expression.js';
import type { Target } from '../modules/project.js';
import { environmentOf, environmentWithin, ownEnvironment } from './environment.js';
import type { Evaluator } from './evaluator.js';
import type { Environment, FunctionValue, Value } from './value.js';

interface Walk {
  readonly evaluator: Evaluator;
  readonly seen: Set<Expression>;
}

const NOTHINGS: ReadonlySet<Expression> = new Set([FALSE, NULL, UNDEFINED]);

const whole = (value: Expression): BindingSource => ({ value, path: [] });

function ofOptions(options: readonly BindingSource[], environment: Environment | undefined, walk: Walk): boolean {
  const { evaluator } = walk;
  // What is nothing has no code of its own.
  const said = options.filter(({ value }) => !NOTHINGS.has(value));
  const known = said.filter(
    ({ value, path }) => evaluator.along(evaluator.evaluate(value, environment), path).length > 0,
  );
  if (known.length > 0 && known.length < said.length) return true;
  return said.some(({ value }) => ofExpression(value, environment, walk));
}

function ofBinding(binding: Binding, environment: Environment | undefined, walk: Walk): boolean {
  const { imported, owner, parameter, sources } = binding;
  // Who calls the function may give something else than the default.
  if (parameter) return sources.length > 0;
  if (!imported) return ofOptions(sources, environmentWithin(owner, environment), walk);
  return ofTarget(walk.evaluator.project.importTarget(owner.module, binding), walk);
}

function ofTarget(target: Target | undefined, walk: Walk): boolean {
  if (target?.kind === 'value') return ofExpression(target.value, undefined, walk);
  const named = target?.kind === 'name' ? target.module.bindings.get(target.name) : undefined;
  return named !== undefined && !named.imported && ofBinding(named, undefined, walk);
}

function ofMember(holder: Value, name: string, walk: Walk): boolean {
  if (holder.kind === 'module') return ofTarget(walk.evaluator.project.exportOf(holder.module, name), walk);
  const value = holder.kind === 'object' ? holder.object.properties.get(name) : undefined;
  return value !== undefined && holder.kind === 'object' && ofExpression(value, holder.environment, walk);
}

function ofResult(made: FunctionValue, environment: Environment | undefined, walk: Walk): boolean {
  return ofOptions(made.function.returns.map(whole), environment, walk);
}

function ofExpression(expression: Expression, environment: Environment | undefined, walk: Walk): boolean {
  if (walk.seen.has(expression)) return false;
  walk.seen.add(expression);
  switch (expression.kind) {
    case 'either':
      return ofOptions(expression.options.map(whole), environment, walk);
    case 'await':
    case 'cast':
      return ofExpression(expression.value, environment, walk);
    case 'reference':
      return expression.binding !== undefined && ofBinding(expression.binding, environment, walk);
    case 'member':
      return walk.evaluator
        .evaluate(expression.object, environment)
        .some((holder) => ofMember(holder, expression.name, walk));
    case 'call': {
      if (ofExpression(expression.callee, environment, walk)) return true;
      return walk.evaluator
        .calleesOf(expression, environment)
        .some((made) => made.kind === 'function' && ofResult(made, environmentOf(made, expression, environment), walk));
    }
    default:
      return false;
  }
}

/** Whether `expression` may also be something that nobody knows: one of its options leads nowhere, another somewhere. */
export function isLeftOpen(expression: Expression, evaluator: Evaluator): boolean {
  return ofExpression(expression, undefined, { evaluator, seen: new Set() });
}

/** Whether what `made` gives back, where it is a function, may also be something that nobody knows. */
export function isResultLeftOpen(made: Value, evaluator: Evaluator): boolean {
  return made.kind === 'function' && ofResult(made, ownEnvironment(made), { evaluator, seen: new Set() });
}
