import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { loopsAround, type Loop } from '../facts/loop.js';
import { takerOf } from '../facts/only-call.js';
import type { ListedType } from '../graphql/schema-graph.js';
import type { FieldResolver } from '../graphql/schema-parts.js';
import { callbackRole } from '../values/callback-role.js';
import type { Evaluator } from '../values/evaluator.js';
import { type Taker, handsOnParameter, takerOfResult } from './wrapped.js';

/** Code that runs again and again: the body of a loop, or a function that another one calls per item. */
export type Repetition = LoopRepetition | CallbackRepetition;

/** The body of a loop. */
export interface LoopRepetition {
  readonly kind: 'loop';
  readonly loop: Loop;
  readonly owner: FunctionFacts;
}

/** A function that another one calls per item. */
export interface CallbackRepetition {
  readonly kind: 'callback';
  /** The call that takes the function. */
  readonly call: CallExpression;
  /** The function where it is written in place; undefined where it is passed by name. */
  readonly function: FunctionFacts | undefined;
  readonly items: Expression | undefined;
  /** What the item is in the function: the parameter at this position, or the object whose method it is. */
  readonly parameter: number | 'this';
  /** Set where it is GraphQL that calls the function, once per object whose field is asked for. */
  readonly field?: RepeatedField;
}

/** A field whose resolver runs once per parent. */
export interface RepeatedField {
  readonly resolver: FieldResolver;
  /** Why there are many parents; undefined where nothing shows that. */
  readonly listed: ListedType | undefined;
}

interface Place {
  readonly owner: FunctionFacts;
  readonly loop: Loop | undefined;
}

/** Whether `binding` is the position of the item, which the function is given next to it. */
export function isPosition({ owner, parameter }: Binding, repetition: CallbackRepetition): boolean {
  if (repetition.parameter === 'this') return false;
  return repetition.function === owner && parameter?.index === repetition.parameter + 1;
}

/** Whether anything around `place` could repeat it; cheap, and never wrong about a no. */
export function mayRepeat({ owner, loop }: Place): boolean {
  return loop !== undefined || takerOf(owner) !== undefined;
}

/**
 * Lists what repeats the code at `place`, innermost first, up to the function that somebody else calls, or to `end`.
 */
export function repetitionsAround(place: Place, evaluator: Evaluator, end?: FunctionFacts): readonly Repetition[] {
  const { owner, loop } = place;
  const around = loopsAround(loop).map((outer): Repetition => ({ kind: 'loop', loop: outer, owner }));
  const taker = owner === end ? undefined : takerOf(owner);
  if (!taker) return around;
  const { call, index } = taker;
  const role = callbackRole(call, index, evaluator);
  if (role.kind === 'deferred') return around;
  const { kind } = role;
  const callback: readonly Repetition[] =
    kind === 'each' ? [{ kind: 'callback', call, function: owner, items: role.items, parameter: role.parameter }] : [];
  const wrapped = kind === 'once' && index >= 0 ? ofWrapped(owner, { call, index }, evaluator) : [];
  return [...around, ...callback, ...wrapped, ...repetitionsAround(call, evaluator, end)];
}

/** What repeats the function that a wrapper makes of `fn`, and with it `fn`. */
function ofWrapped(fn: FunctionFacts, taker: Taker, evaluator: Evaluator): readonly Repetition[] {
  const outer = takerOfResult(taker);
  if (!outer) return [];
  const { call, index } = outer;
  const role = callbackRole(call, index, evaluator);
  if (role.kind !== 'each' || !handsOnParameter(taker, role.parameter, evaluator)) return [];
  return [{ kind: 'callback', call, function: fn, items: role.items, parameter: role.parameter }];
}
