import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { isParameter } from '../facts/is-parameter.js';
import type { Evaluator } from '../values/evaluator.js';

/** A call that takes a function, and the position where it takes it. */
export interface Taker {
  readonly call: CallExpression;
  readonly index: number;
}

/** Whether `args`, with which `fn` calls another function, hand on the parameter of `fn` at `index` where it stands. */
function handsOn(args: readonly Expression[], fn: FunctionFacts, index: number): boolean {
  const spread = args.findIndex(({ kind }) => kind === 'spread');
  const at = spread === -1 ? index : Math.min(spread, index);
  const argument = args[at];
  if (argument?.kind !== 'spread') return argument !== undefined && isParameter(argument, fn, index);
  return fn.parameters[at]?.isRest === true && isParameter(argument.value, fn, at);
}

/** The functions that `fn` gives back, written in it. */
function givenBack({ returns }: FunctionFacts): readonly FunctionFacts[] {
  const functionOf = (value: Expression): readonly FunctionFacts[] => {
    if (value.kind === 'function') return [value.function];
    return value.kind === 'cast' ? functionOf(value.value) : [];
  };
  return returns.flatMap(functionOf);
}

/** The call that takes what the call of `taker` gives, as that of `map` in `rows.map(logged(async (row) => …))`. */
export function takerOfResult({ call }: Taker): Taker | undefined {
  for (const outer of call.owner.calls) {
    const index = outer.args.indexOf(call);
    if (index !== -1) return { call: outer, index };
  }
  return undefined;
}

/** Whether `call` makes of the function at `index` another one, which hands it its own parameter at `parameter` in its place. */
export function handsOnParameter({ call, index }: Taker, parameter: number, evaluator: Evaluator): boolean {
  return wrappersOf(call, evaluator).some((fn) =>
    givenBack(fn).some((made) =>
      made.calls.some(({ callee, args }) => isParameter(callee, fn, index) && handsOn(args, made, parameter)),
    ),
  );
}

/** The function of the project that `call` calls, where there is just one. */
function wrappersOf(call: CallExpression, evaluator: Evaluator): readonly FunctionFacts[] {
  const [value, another] = evaluator.evaluate(call.callee);
  return value?.kind === 'function' && !another ? [value.function] : [];
}
