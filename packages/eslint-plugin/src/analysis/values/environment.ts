import type { CallExpression, Expression } from '../facts/expression.js';
import { type FunctionFacts, isWithin } from '../facts/function-facts.js';
import type { Environment, FunctionValue } from './value.js';

/** How many calls deep arguments are followed. */
export const MAX_CALL_DEPTH = 5;

/** Whether `call` names the function itself, so that no wrapper and no `bind` changes what it is given. */
export function isCalledAsItIs({ function: fn }: FunctionValue, { callee }: CallExpression): boolean {
  if (callee.kind !== 'reference' && callee.kind !== 'member') return false;
  const exported = callee.kind === 'reference' ? callee.binding?.imported?.name : undefined;
  return (
    (callee.name === fn.name || (exported !== undefined && exported === fn.name)) &&
    fn.parameters[0]?.binding?.name !== 'this'
  );
}

/** The environment in which `called` runs when `call` calls it. */
export function environmentOf(
  called: FunctionValue,
  call: CallExpression,
  environment: Environment | undefined,
): Environment | undefined {
  const depth = (environment?.depth ?? 0) + 1;
  const isWhole = isCalledAsItIs(called, call);
  const leavesOut = isWhole && called.function.parameters.length > 0;
  const tellsNothing = call.args.length === 0 && called.self.length === 0 && !called.outer && !leavesOut;
  if (tellsNothing || depth > MAX_CALL_DEPTH) return undefined;
  return {
    function: called.function,
    self: called.self,
    args: call.args,
    isWhole,
    caller: environment,
    outer: called.outer,
    depth,
    known: new Map(),
  };
}

/** One for each function, so that what it gives back is the same whenever it is asked for. */
const own = new WeakMap<FunctionValue, Environment>();

/** The environment in which `value` runs where nothing is known of its arguments: `this`, and what is around it. */
export function ownEnvironment(value: FunctionValue): Environment | undefined {
  if (value.self.length === 0 && !value.outer) return undefined;
  const known = own.get(value);
  if (known) return known;
  const environment: Environment = {
    function: value.function,
    self: value.self,
    args: [],
    caller: undefined,
    outer: value.outer,
    depth: 1,
    known: new Map(),
  };
  own.set(value, environment);
  return environment;
}

/** The part of `environment` that says something about code in `owner`. */
export function environmentWithin(owner: FunctionFacts, environment: Environment | undefined): Environment | undefined {
  for (let frame = environment; frame; frame = frame.outer) if (isWithin(owner, frame.function)) return frame;
  return undefined;
}

/** Whether `environment` says nothing about `expression`: a name from the top of a file, or a member of one. */
export function isSameEverywhere(expression: Expression, environment: Environment): boolean {
  let root = expression;
  while (root.kind === 'member') root = root.object;
  if (root.kind !== 'reference') return false;
  const { binding } = root;
  if (!binding || binding.imported) return true;
  return !binding.owner.parent && !binding.parameter && !environmentWithin(binding.owner, environment);
}
