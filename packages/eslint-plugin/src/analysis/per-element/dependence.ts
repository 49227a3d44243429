import type { Binding } from '../facts/binding.js';
import { type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, isWithin } from '../facts/function-facts.js';
import type { Loop } from '../facts/loop.js';
import type { Repetition } from '../iteration/repetition.js';

/** Whether `loop` is `outer` or a loop in it. */
export function isLoopWithin(loop: Loop | undefined, outer: Loop): boolean {
  for (let at = loop; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Whether `binding` is declared anew in every turn of `repetition`. */
export function isDeclaredInside(binding: Binding, repetition: Repetition): boolean {
  if (repetition.kind === 'callback')
    return repetition.function !== undefined && isWithin(binding.owner, repetition.function);
  if (binding.owner === repetition.owner) return isLoopWithin(binding.loop, repetition.loop);
  for (let fn: FunctionFacts | undefined = binding.owner; fn && fn !== repetition.owner; fn = fn.parent) {
    if (fn.parent === repetition.owner) return isLoopWithin(fn.argumentOf?.call.loop, repetition.loop);
  }
  return false;
}

/** Follows values from the element of one repetition to what is computed from it. */
export class Dependence {
  readonly #known = new Map<Binding, boolean>();

  constructor(readonly repetition: Repetition) {}

  /** Whether `expression` has a value that the element decides. */
  has(expression: Expression): boolean {
    if (expression.kind === 'reference') return expression.binding !== undefined && this.hasBinding(expression.binding);
    if (expression.kind === 'function') return this.#hasFunction(expression.function);
    if (expression.kind === 'index' && this.#isCounter(expression.index)) return true;
    return partsOf(expression).some((part) => this.has(part));
  }

  /** Whether the element decides what `binding` holds. */
  hasBinding(binding: Binding): boolean {
    const known = this.#known.get(binding);
    if (known !== undefined) return known;
    this.#known.set(binding, false);
    const answer =
      this.isElement(binding) || (this.#canVary(binding) && binding.sources.some(({ value }) => this.has(value)));
    this.#known.set(binding, answer);
    return answer;
  }

  /** Whether `binding` is the element itself, or a part of it that the loop's head takes out. */
  isElement(binding: Binding): boolean {
    const { repetition } = this;
    if (repetition.kind === 'loop') return repetition.loop.kind !== 'for' && repetition.loop.elements.includes(binding);
    return repetition.function === binding.owner && binding.parameter?.index === repetition.parameter;
  }

  /** In a counting loop the element is what stands at the counter: `rows[i]`. The counter alone is a page or an attempt. */
  #isCounter(index: Expression): boolean {
    const { repetition } = this;
    if (index.kind !== 'reference' || !index.binding) return false;
    if (repetition.kind === 'callback')
      return repetition.function === index.binding.owner && index.binding.parameter?.index === repetition.parameter + 1;
    const { kind, step, counter } = repetition.loop;
    return kind === 'for' && step === 'one' && counter?.kind === 'reference' && counter.binding === index.binding;
  }

  /** A name from outside holds what the element decides only where the repeated code assigns it. */
  #canVary(binding: Binding): boolean {
    return binding.parameter === undefined && (isDeclaredInside(binding, this.repetition) || !binding.isConstant);
  }

  #hasFunction(fn: FunctionFacts): boolean {
    return (
      fn.calls.some((call) => call.args.some((argument) => this.has(argument)) || this.has(call.callee)) ||
      fn.returns.some((value) => this.has(value))
    );
  }
}
