import { LOADER_PACKAGES } from '../../graphql/frameworks.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { partsOf } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { type Finding, isOfLoop } from '../finding.js';
import type { Repetition } from '../iteration/repetition.js';
import { Dependence } from '../per-element/dependence.js';
import type { Evaluator } from '../values/evaluator.js';
import { superOf } from '../values/inheritance.js';
import type { Value } from '../values/value.js';

/** How many classes a loader may extend one another. */
const MAX_CLASSES = 8;

/** Whether `made` is a loader's class: the library's, or one of the project that extends it. */
function isLoaderClass(made: Value, evaluator: Evaluator, depth = 0): boolean {
  if (made.kind === 'external') return LOADER_PACKAGES.has(made.package);
  if (made.kind !== 'class' || depth >= MAX_CLASSES) return false;
  return superOf(made, evaluator).some((value) => isLoaderClass(value, evaluator, depth + 1));
}

/** Whether `call` makes a loader, or is the `super` of a class that is one. */
function makesLoader({ callee, isNew }: CallExpression, evaluator: Evaluator): boolean {
  const holder = callee.kind === 'super' ? callee.owner.owner : undefined;
  const made = isNew ? callee : holder && 'members' in holder ? holder.superClass : undefined;
  return made !== undefined && evaluator.evaluate(made).some((value) => isLoaderClass(value, evaluator));
}

/** Whether `expression` names a function, by itself or bound to its object: `this.batch.bind(this)`. */
function namesFunction(expression: Expression): boolean {
  if (expression.kind !== 'call') return expression.kind === 'reference' || expression.kind === 'member';
  return expression.callee.kind === 'member' && expression.callee.name === 'bind';
}

/** Whether `fn` is what a loader calls with the keys of one tick: written in place, or named in the same file. */
function isBatchFunction(fn: FunctionFacts, evaluator: Evaluator): boolean {
  const { argumentOf, module } = fn;
  if (argumentOf) return argumentOf.index === 0 && makesLoader(argumentOf.call, evaluator);
  return module.functions.some(({ calls }) =>
    calls.some((call) => {
      const [first] = call.args;
      if (!first || !namesFunction(first)) return false;
      if (!makesLoader(call, evaluator)) return false;
      return evaluator.evaluate(first).some((value) => value.kind === 'function' && value.function === fn);
    }),
  );
}

/** Whether `expression` is made of the keys that `fn` is given. */
function comesFromKeys(expression: Expression | undefined, fn: FunctionFacts, depth = 0): boolean {
  if (!expression || depth > 8) return false;
  if (expression.kind === 'reference') {
    const { binding } = expression;
    if (!binding) return false;
    if (binding.parameter) return binding.owner === fn && binding.parameter.index === 0;
    return binding.sources.some(({ value }) => comesFromKeys(value, fn, depth + 1));
  }
  return expression.kind !== 'function' && partsOf(expression).some((part) => comesFromKeys(part, fn, depth + 1));
}

function itemsOf(repetition: Repetition): Expression | undefined {
  if (repetition.kind === 'callback') return repetition.field ? undefined : repetition.items;
  return repetition.loop.iterable ?? repetition.loop.test;
}

function asksPerKey({ repetition }: Finding, evaluator: Evaluator): boolean {
  const items = itemsOf(repetition);
  if (!items) return false;
  const around = repetition.kind === 'loop' ? repetition.owner : repetition.call.owner;
  for (let fn: FunctionFacts | undefined = around; fn; fn = fn.parent)
    if (comesFromKeys(items, fn) && isBatchFunction(fn, evaluator)) return true;
  return false;
}

/** The call that a finding is about, where it is one. */
function callOf({ start, end }: Finding, module: ModuleFacts): CallExpression | undefined {
  for (const { calls } of module.functions)
    for (const call of calls) if (call.start === start && call.end === end) return call;
  return undefined;
}

/** Whether a function of the project takes a list, and the repeated call hands it a list of one: `findByIds([id])`. */
function handsOneKey(finding: Finding, module: ModuleFacts): boolean {
  if (finding.chain.functions.length === 0 || finding.bulkForm !== undefined) return false;
  const [keys] = callOf(finding, module)?.args ?? [];
  if (keys?.kind !== 'array' || keys.items.length !== 1) return false;
  const [key] = keys.items;
  return key !== undefined && key.kind !== 'spread' && new Dependence(finding.repetition).has(key);
}

/** Tells which of a file's findings are about loaders: their functions, or functions for many keys that get one. */
export function withLoaders(
  findings: readonly Finding[],
  module: ModuleFacts,
  evaluator: Evaluator,
): readonly Finding[] {
  return findings.map((finding) => {
    // A function for many keys is no command for one element, whatever it writes on the way.
    const certainty = isOfLoop(finding) ? 'certain' : finding.certainty;
    if (asksPerKey(finding, evaluator)) return { ...finding, certainty, loader: 'query-per-key' };
    return handsOneKey(finding, module) ? { ...finding, certainty, loader: 'one-key-at-a-time' } : finding;
  });
}
