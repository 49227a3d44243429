import type { Expression } from './expression.js';
import type { FunctionFacts } from './function-facts.js';

/** Whether `expression` is the parameter of `fn` at `index`, whole. */
export function isParameter(expression: Expression, fn: FunctionFacts, index: number): boolean {
  if (expression.kind !== 'reference') return false;
  const { binding } = expression;
  return binding?.owner === fn && binding.parameter?.index === index && binding.parameter.path.length === 0;
}
