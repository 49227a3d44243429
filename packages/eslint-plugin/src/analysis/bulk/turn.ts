import { type CallExpression, LITERAL } from '../facts/expression.js';
import { type FunctionFacts, isWithin, nestedFunctions } from '../facts/function-facts.js';
import { type Guard, guardsAround } from '../facts/loop.js';
import type { Repetition } from '../iteration/repetition.js';
import { isLoopWithin } from '../per-element/dependence.js';

/** The function that holds the repeated code. */
export function functionOf(repetition: Repetition): FunctionFacts | undefined {
  return repetition.kind === 'loop' ? repetition.owner : repetition.function;
}

/** The place in `outer` at which code of `fn`, a function written in it, runs. */
function placeIn(outer: FunctionFacts, fn: FunctionFacts): CallExpression | undefined {
  for (let at: FunctionFacts | undefined = fn; at && at !== outer; at = at.parent)
    if (at.parent === outer) return at.argumentOf?.call;
  return undefined;
}

/** Whether the code of `fn` is part of what `repetition` repeats; `loop` is the loop around it, where it stands in the same function. */
function isPartOf(repetition: Repetition, fn: FunctionFacts, loop: CallExpression['loop']): boolean {
  if (repetition.kind === 'callback') return true;
  const { owner, loop: repeated } = repetition;
  return isLoopWithin(fn === owner ? loop : placeIn(owner, fn)?.loop, repeated);
}

/** Lists the functions whose code `repetition` repeats, each with a test for what in it is repeated. */
export function repeatedParts(
  repetition: Repetition,
): readonly { readonly fn: FunctionFacts; readonly has: (loop: CallExpression['loop']) => boolean }[] {
  const holder = functionOf(repetition);
  return (holder ? nestedFunctions(holder) : []).map((fn) => ({ fn, has: (loop) => isPartOf(repetition, fn, loop) }));
}

/** Lists the calls of one turn. */
export function callsOf(repetition: Repetition): readonly CallExpression[] {
  return repeatedParts(repetition).flatMap(({ fn, has }) => fn.calls.filter(({ loop }) => has(loop)));
}

/** Whether code may leave the loop before its last element. */
export function mayEndEarly(repetition: Repetition): boolean {
  if (repetition.kind === 'callback') return false;
  const { loop, owner } = repetition;
  return owner.exits.some(({ leaves }) => leaves.includes(loop));
}

function isInHandler(guard: Guard | undefined, end: Guard | undefined): boolean {
  return guardsAround(guard, end).some(({ condition }) => condition === LITERAL);
}

/** Whether a failure at `call` is dealt with on its own, within `repetition` or, where there is none, within its function. */
export function isHandledAlone(call: CallExpression, repetition: Repetition | undefined): boolean {
  const holder = repetition && functionOf(repetition);
  let at: CallExpression | undefined = call;
  while (at) {
    const { owner, attempt, guard }: CallExpression = at;
    const isOutermost = repetition?.kind === 'loop' && owner === repetition.owner;
    if (isInHandler(guard, isOutermost ? repetition.loop.guard : undefined)) return true;
    for (let tried = attempt; tried; tried = tried.parent)
      if (!isOutermost || isLoopWithin(tried.loop, repetition.loop)) return true;
    at = owner === holder || (holder && !isWithin(owner, holder)) ? undefined : owner.argumentOf?.call;
  }
  return false;
}
