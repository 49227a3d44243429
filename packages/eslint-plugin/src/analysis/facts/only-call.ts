import type { CallExpression } from './expression.js';
import type { FunctionFacts } from './function-facts.js';

const known = new WeakMap<FunctionFacts, CallExpression | undefined>();

function find(fn: FunctionFacts): CallExpression | undefined {
  const { parent } = fn;
  const binding = parent?.names.find(({ sources }) =>
    sources.some(({ value, path }) => path.length === 0 && value.kind === 'function' && value.function === fn),
  );
  if (!parent || !binding?.isConstant || binding.references.length !== 1) return undefined;
  const call = parent.calls.find(
    ({ callee, loop }) => callee.kind === 'reference' && callee.binding === binding && loop === binding.loop,
  );
  return call && (call.loop ?? takerOf(parent)) ? call : undefined;
}

/**
 * The one call of `fn`, where repeated code declares it, calls it and does nothing else with it: its code is as good as written there.
 */
export function onlyCallOf(fn: FunctionFacts): CallExpression | undefined {
  if (!known.has(fn)) known.set(fn, find(fn));
  return known.get(fn);
}

/** The call that runs the code of `fn` where it is written: one that takes it as an argument, or its only one. */
export function takerOf(fn: FunctionFacts): FunctionFacts['argumentOf'] {
  if (fn.argumentOf) return fn.argumentOf;
  const call = onlyCallOf(fn);
  return call && { call, index: -1 };
}
