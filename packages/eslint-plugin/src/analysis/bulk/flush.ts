import type { CallExpression } from '../facts/expression.js';
import type { Repetition } from '../iteration/repetition.js';
import { isConstantList } from '../per-element/batch.js';
import { Dependence, isDeclaredInside } from '../per-element/dependence.js';
import { isCollection } from '../per-element/per-element.js';
import type { Evaluator } from '../values/evaluator.js';
import { rootOf } from './root-of.js';
import { Frame } from './frame.js';
import { callsOf, repeatedParts } from './turn.js';
import { bulkFormOf } from './written.js';

/** Methods that hand a row to the unit of work. */
const COLLECTING = new Set(['persist', 'remove', 'assign', 'create']);

/** Whether the turn changes rows of its element, or hands them over, for the flush to write. */
function changesRows(repetition: Repetition, dependence: Dependence): boolean {
  return (
    callsOf(repetition).some(
      ({ callee, args }) =>
        callee.kind === 'member' && COLLECTING.has(callee.name) && args.some((argument) => dependence.has(argument)),
    ) ||
    repeatedParts(repetition).some(({ fn, has }) =>
      fn.assignments.some(({ target, loop }) => target.kind === 'member' && has(loop) && dependence.has(target.object)),
    )
  );
}

/**
 * Whether `call` sends in each turn of `repetition` what that turn collected. A flush under a condition of its own, as for each
 * hundredth row, writes batches; one that the turn makes a unit of work for, or clears it after, keeps the rows apart.
 */
export function isFlushPerElement(call: CallExpression, repetition: Repetition, evaluator: Evaluator): boolean {
  const { callee, guard } = call;
  if (callee.kind !== 'member' || !bulkFormOf(call, Frame.ofTurn(repetition), evaluator)?.isFlush) return false;
  if (!isCollection(repetition) || isConstantList(repetition, evaluator)) return false;
  if (guard !== (repetition.kind === 'loop' ? repetition.loop.guard : undefined)) return false;
  const manager = rootOf(callee.object);
  if (manager && isDeclaredInside(manager, repetition)) return false;
  const clears = callsOf(repetition).some((other) => other.callee.kind === 'member' && other.callee.name === 'clear');
  return !clears && changesRows(repetition, new Dependence(repetition));
}
