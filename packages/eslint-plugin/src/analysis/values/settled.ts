import { applyReturned } from './apply-returned.js';
import type { Evaluator } from './evaluator.js';
import { type HandleValue, type Value, union } from './value.js';

const isBuilder = (value: Value): value is HandleValue =>
  value.kind === 'handle' && (value.role.awaited !== undefined || value.role.brings !== undefined);

function broughtBy(handle: HandleValue, evaluator: Evaluator): readonly Value[] {
  const { brings, isLazyRelation } = handle.role;
  if (!brings) return [];
  // Rows of a relation are of another model than the row that was asked.
  const called = { handle: isLazyRelation ? { ...handle, model: undefined } : handle, method: undefined };
  return applyReturned(brings, { ...called, call: handle.builtBy, environment: undefined }, evaluator);
}

/** What is left of values that have been awaited: a builder has run, and has brought its rows. */
export function settled(values: readonly Value[], evaluator: Evaluator): readonly Value[] {
  if (!values.some(isBuilder)) return values;
  return union(...values.map((value) => (isBuilder(value) ? broughtBy(value, evaluator) : [value])));
}

/** What is left of lists whose items have been awaited together. */
export function allSettled(values: readonly Value[], evaluator: Evaluator): readonly Value[] {
  return values.map((value) => {
    if (value.kind !== 'array' || !value.items.some(isBuilder)) return value;
    const positions = value.positions?.map((position) => settled(position, evaluator));
    return { kind: 'array', items: settled(value.items, evaluator), ...(positions ? { positions } : {}) };
  });
}
