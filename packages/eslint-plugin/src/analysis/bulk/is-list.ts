import type { Evaluator } from '../values/evaluator.js';
import type { Located } from './frame.js';

const LISTING = new Set(['map', 'flatMap', 'filter', 'slice', 'concat', 'flat', 'toSorted', 'toReversed', 'splice']);

/** Whether `value` is a list of rows already. */
export function isList({ expression, frame }: Located, evaluator: Evaluator): boolean {
  const found = frame.resolve(expression);
  const { expression: written } = found;
  if (written.kind === 'array') return true;
  if (written.kind === 'call' && written.callee.kind === 'member' && LISTING.has(written.callee.name)) return true;
  return evaluator.evaluate(expression, frame.environment).some(({ kind }) => kind === 'array');
}
