import type { CallExpression, Expression } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import { isNamed } from '../facts/global-name.js';
import { isParameter } from '../facts/is-parameter.js';
import { isCachedBy } from '../per-element/carried.js';
import type { Evaluator } from './evaluator.js';
import { callable } from './callable.js';
import { environmentOf } from './environment.js';
import { ARRAY_CALLBACKS, DEFERRING, ITERATORS } from './iteration-facts.js';
import type { Environment, ExternalValue, FunctionValue, MethodValue, Value } from './value.js';

/** A call of a parameter inside the function that was given the callback. */
interface Invocation {
  readonly arguments: readonly Expression[];
  readonly environment: Environment | undefined;
}

/** What a function does with another one that it is given. */
export type CallbackRole =
  /** It runs per item of `items`, which it gets as the parameter at position `parameter`. */
  | { readonly kind: 'each'; readonly items: Expression | undefined; readonly parameter: number }
  /** It runs once, as part of the call. */
  | {
      readonly kind: 'once';
      readonly invocations: readonly Invocation[];
      /** What its parameters are, where a library's facts say so. */
      readonly handles: readonly (readonly Value[])[];
      /** The promise whose result it gets. */
      readonly resolved: Expression | undefined;
    }
  /** It is kept for later, or nothing is known. */
  | { readonly kind: 'deferred' };

const DEFERRED: CallbackRole = { kind: 'deferred' };
const ONCE: Extract<CallbackRole, { kind: 'once' }> = {
  kind: 'once',
  invocations: [],
  handles: [],
  resolved: undefined,
};

function ofMethod({ handle, facts }: MethodValue): CallbackRole {
  if (facts.callback?.isPerRow) return { kind: 'each', items: undefined, parameter: 0 };
  const handles = (facts.callback?.parameters ?? []).map((name): readonly Value[] => {
    const role = handle.orm.roles[name];
    return role ? [{ kind: 'handle', orm: handle.orm, role, model: undefined, builtBy: undefined }] : [];
  });
  return facts.callback ? { ...ONCE, handles } : DEFERRED;
}

function ofExternal(
  { package: name, path }: ExternalValue,
  call: CallExpression,
  index: number,
): CallbackRole | undefined {
  const iterator = ITERATORS.get(name)?.get(path.at(-1) ?? 'default');
  return iterator?.callback === index ? { kind: 'each', items: call.args[iterator.items], parameter: 0 } : undefined;
}

/** Whether code of `fn`, nested functions included, runs `callee` per turn of a loop, once, or not at all. */
function ofFunction(
  called: FunctionValue,
  call: CallExpression,
  index: number,
  evaluator: Evaluator,
  environment: Environment | undefined,
): CallbackRole {
  const target = called.function;
  const invocations: Invocation[] = [];
  let role: CallbackRole | undefined;
  const inner = environmentOf(called, call, environment);
  for (const fn of nestedFunctions(target)) {
    for (const used of fn.calls) {
      const isCallee = isParameter(used.callee, target, index);
      const isPassed = used.args.some((argument) => isParameter(argument, target, index));
      if ((!isCallee && !isPassed) || isCachedBy(fn, used)) continue;
      if (isCallee) invocations.push({ arguments: used.args, environment: inner });
      if (
        isCallee
          ? repeats(fn, used, target, evaluator)
          : used.callee.kind === 'member' && ARRAY_CALLBACKS.has(used.callee.name)
      ) {
        role = { kind: 'each', items: itemsArgument(call), parameter: 0 };
      } else role ??= ONCE;
    }
  }
  if (role?.kind === 'once') return { ...role, invocations };
  return role ?? DEFERRED;
}

/** The list of the outer call whose items the inner function hands on; by position, as iteration helpers have it. */
function itemsArgument(call: CallExpression): Expression | undefined {
  return call.args.find(
    (argument) => argument.kind !== 'function' && argument.kind !== 'literal' && argument.kind !== 'string',
  );
}

function repeats(fn: FunctionFacts, used: CallExpression, top: FunctionFacts, evaluator: Evaluator): boolean {
  if (used.loop) return !isLeftAtOnce(used);
  for (let at = fn; at !== top && at.argumentOf; at = at.argumentOf.call.owner) {
    const { call, index } = at.argumentOf;
    if (call.loop && !isLeftAtOnce(call)) return true;
    if (index >= 0 && callbackRole(call, index, evaluator).kind === 'each') return true;
  }
  return false;
}

/** `return await run()` in a loop, as retries have it: the first turn that works is the last one. */
function isLeftAtOnce(call: CallExpression): boolean {
  return (
    call.use === 'return' ||
    call.owner.exits.some(
      ({ guard, leaves }) => call.loop !== undefined && leaves.includes(call.loop) && guard === call.loop.guard,
    )
  );
}

function nameOf(callee: Expression): string | undefined {
  return callee.kind === 'member' || callee.kind === 'reference' ? callee.name : undefined;
}

const open = new Set<CallExpression>();

/** Answers what happens to the function that stands as argument `index` of `call`. */
export function callbackRole(
  call: CallExpression,
  index: number,
  evaluator: Evaluator,
  environment?: Environment,
): CallbackRole {
  if (index === -1) return ONCE;
  if (open.has(call)) return DEFERRED;
  open.add(call);
  try {
    return roleOf(call, index, evaluator, environment);
  } finally {
    open.delete(call);
  }
}

function roleOf(
  call: CallExpression,
  index: number,
  evaluator: Evaluator,
  environment: Environment | undefined,
): CallbackRole {
  const { callee } = call;
  const name = nameOf(callee);
  if (call.isNew) return name === 'Promise' ? ONCE : DEFERRED;
  const values = evaluator.evaluate(callee, environment);
  for (const value of values) {
    if (value.kind === 'method') return ofMethod(value);
    if (value.kind === 'handle') return ofMethod(callable(value, call));
    if (value.kind === 'external') {
      const role = ofExternal(value, call, index);
      if (role) return role;
    }
    if (value.kind === 'function') return ofFunction(value, call, index, evaluator, environment);
  }
  return ofStandard(call, index, name);
}

function ofStandard(call: CallExpression, index: number, name: string | undefined): CallbackRole {
  const { callee } = call;
  if (callee.kind === 'member' && name !== undefined) {
    if (isNamed(callee.object, 'Array') && name === 'from') return { kind: 'each', items: call.args[0], parameter: 0 };
    const parameter = ARRAY_CALLBACKS.get(name);
    if (parameter !== undefined && index === 0) return { kind: 'each', items: callee.object, parameter };
    if (name === 'then' || name === 'catch' || name === 'finally')
      return { ...ONCE, resolved: name === 'then' ? callee.object : undefined };
  }
  if (name !== undefined && DEFERRING.has(name)) return DEFERRED;
  // Code that waits for a call which it gives a function to, most likely waits for that function.
  return call.use === 'statement' ? DEFERRED : ONCE;
}
