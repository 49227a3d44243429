import type { CallExpression } from '../facts/expression.js';
import type { Environment, FunctionValue } from './value.js';

/** How many calls deep arguments are followed. */
export const MAX_CALL_DEPTH = 5;

/** The environment in which `called` runs when `call` calls it. */
export function environmentOf(
  called: FunctionValue,
  call: CallExpression,
  environment: Environment | undefined,
): Environment | undefined {
  const depth = (environment?.depth ?? 0) + 1;
  const tellsNothing = call.args.length === 0 && called.self.length === 0 && !called.outer;
  if (tellsNothing || depth > MAX_CALL_DEPTH) return undefined;
  return {
    function: called.function,
    self: called.self,
    args: call.args,
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
