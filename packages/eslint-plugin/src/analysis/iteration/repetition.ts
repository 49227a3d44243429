import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Loop } from '../facts/loop.js';
import { callbackRole } from '../values/callback-role.js';
import type { Evaluator } from '../values/evaluator.js';

/** Code that runs again and again: the body of a loop, or a function that another one calls per item. */
export type Repetition =
  | { readonly kind: 'loop'; readonly loop: Loop; readonly owner: FunctionFacts }
  | {
      readonly kind: 'callback';
      /** The call that takes the function. */
      readonly call: CallExpression;
      /** The function where it is written in place; undefined where it is passed by name. */
      readonly function: FunctionFacts | undefined;
      readonly items: Expression | undefined;
      /** Which of the function's parameters is the item. */
      readonly parameter: number;
    };

interface Place {
  readonly owner: FunctionFacts;
  readonly loop: Loop | undefined;
}

/** Whether anything around `place` could repeat it; cheap, and never wrong about a no. */
export function mayRepeat({ owner, loop }: Place): boolean {
  return loop !== undefined || owner.argumentOf !== undefined;
}

/**
 * Lists what repeats the code at `place`, innermost first, up to the function that somebody else calls.
 */
export function repetitionsAround(place: Place, evaluator: Evaluator): readonly Repetition[] {
  const found: Repetition[] = [];
  let at: Place | undefined = place;
  while (at) {
    const { owner }: Place = at;
    for (let { loop }: Place = at; loop; loop = loop.parent) found.push({ kind: 'loop', loop, owner });
    if (!owner.argumentOf) return found;
    const { call, index }: NonNullable<FunctionFacts['argumentOf']> = owner.argumentOf;
    const role = callbackRole(call, index, evaluator);
    if (role.kind === 'deferred') return found;
    if (role.kind === 'each')
      found.push({ kind: 'callback', call, function: owner, items: role.items, parameter: role.parameter });
    at = call;
  }
  return found;
}
