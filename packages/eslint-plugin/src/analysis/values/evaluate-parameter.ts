import type { Binding } from '../facts/binding.js';
import type { Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Evaluator } from './evaluator.js';
import { itemsOf } from './evaluate-member.js';
import { callbackRole } from './callback-role.js';
import { settled } from './settled.js';
import type { Environment, Value } from './value.js';
import { union } from './value.js';

/** The argument for the parameter at `index`; undefined where a list is spread before it, whose length nobody knows. */
function argumentAt(args: readonly Expression[], index: number): Expression | undefined {
  return args.slice(0, index + 1).some(({ kind }) => kind === 'spread') ? undefined : args[index];
}

function fromCaller(
  binding: Binding,
  index: number,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  for (let frame = environment; frame; frame = frame.outer) {
    if (frame.function !== binding.owner) continue;
    const argument = argumentAt(frame.args, index);
    return argument ? evaluator.evaluate(argument, frame.caller) : [];
  }
  return [];
}

/** What the function that takes `callback` as its argument gives it: items of a list, handles, or arguments of its own. */
function fromTaker(
  callback: FunctionFacts,
  index: number,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const { argumentOf } = callback;
  if (!argumentOf) return [];
  const { call } = argumentOf;
  if (argumentOf.index === -1) return [];
  const role = callbackRole(call, argumentOf.index, evaluator, environment);
  switch (role.kind) {
    case 'each':
      return role.items && index === role.parameter
        ? itemsOf(evaluator.evaluate(role.items, environment), undefined)
        : [];
    case 'once':
      return union(
        ...role.invocations.map(({ arguments: given, environment: inner }) => {
          const argument = argumentAt(given, index);
          return argument ? evaluator.evaluate(argument, inner) : [];
        }),
        role.handles[index] ?? [],
        role.resolved && index === 0 ? settled(evaluator.evaluate(role.resolved, environment), evaluator) : [],
      );
    default:
      return [];
  }
}

/** What a parameter can stand for: what its caller passes, or what the function that takes its function gives it. */
export function evaluateParameter(
  binding: Binding,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const { parameter, owner } = binding;
  if (!parameter) return [];
  const passed = fromCaller(binding, parameter.index, environment, evaluator);
  const whole = passed.length > 0 ? passed : fromTaker(owner, parameter.index, environment, evaluator);
  return evaluator.along(whole, parameter.path);
}
