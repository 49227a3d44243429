import type { FunctionFacts } from '../facts/function-facts.js';
import type { Evaluator } from './evaluator.js';
import type { Value } from './value.js';

/** What a framework passes as parameter `index` of a function that it calls; empty for all others. */
type Passed = (fn: FunctionFacts, index: number) => readonly Value[];

const known = new WeakMap<Evaluator, Passed>();

/** Has `passed` tell what the functions that a framework calls get, for the questions that `evaluator` answers. */
export function tellPassed(evaluator: Evaluator, passed: Passed): void {
  known.set(evaluator, passed);
}

/** What a framework passes as parameter `index` of `fn`, as far as somebody tells. */
export function passedByFramework(fn: FunctionFacts, index: number, evaluator: Evaluator): readonly Value[] {
  return known.get(evaluator)?.(fn, index) ?? [];
}
