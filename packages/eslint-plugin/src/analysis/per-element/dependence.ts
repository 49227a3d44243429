import type { Binding } from '../facts/binding.js';
import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, isWithin, nestedFunctions } from '../facts/function-facts.js';
import type { Loop } from '../facts/loop.js';
import { takerOf } from '../facts/only-call.js';
import { rootBindingOf } from '../facts/root.js';
import { type Repetition, isPosition } from '../iteration/repetition.js';

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
    if (fn.parent === repetition.owner) return isLoopWithin(takerOf(fn)?.call.loop, repetition.loop);
  }
  return false;
}

/** Follows values from the element of one repetition to what is computed from it. */
export class Dependence {
  readonly #known = new Map<Binding, boolean>();

  /**
   * @param only - The part of the element that counts. Defaults to all of it.
   */
  constructor(
    readonly repetition: Repetition,
    readonly only?: Binding,
  ) {}

  /** Whether `expression` has a value that the element decides. */
  has(expression: Expression): boolean {
    if (expression.kind === 'reference') return expression.binding !== undefined && this.hasBinding(expression.binding);
    if (expression.kind === 'function') return this.#hasFunction(expression.function);
    if (expression.kind === 'this' || expression.kind === 'super') return this.#isObject(expression.owner);
    if (expression.kind === 'index' && this.#isCounter(expression.index)) return true;
    return partsOf(expression).some((part) => this.has(part));
  }

  /** Whether the element is the object whose method `fn` is: its `this`. */
  #isObject(fn: FunctionFacts): boolean {
    const { repetition } = this;
    return repetition.kind === 'callback' && repetition.parameter === 'this' && repetition.function === fn;
  }

  /** Whether the element decides what `binding` holds. */
  hasBinding(binding: Binding): boolean {
    const known = this.#known.get(binding);
    if (known !== undefined) return known;
    this.#known.set(binding, false);
    const answer = this.isElement(binding) || this.#isGiven(binding) || this.#isFilled(binding);
    this.#known.set(binding, answer);
    return answer;
  }

  /** Its value is computed from the element, or handed to it by a call that has the element. */
  #isGiven(binding: Binding): boolean {
    if (this.#canVary(binding)) return binding.sources.some(({ value }) => this.has(value));
    const taker = binding.parameter ? binding.owner.argumentOf?.call : undefined;
    if (!taker || !isDeclaredInside(binding, this.repetition)) return false;
    return [taker.callee, ...taker.args].some((part) => part.kind !== 'function' && this.has(part));
  }

  /** The element is put into it, as in `builder.where({ id })` or `values.push(id)`, in the turn that made it. */
  #isFilled(binding: Binding): boolean {
    if (binding.parameter || !isDeclaredInside(binding, this.repetition)) return false;
    return nestedFunctions(binding.owner).some(
      (fn) =>
        fn.assignments.some(
          ({ target, value }) => target.kind !== 'reference' && rootBindingOf(target) === binding && this.has(value),
        ) || fn.calls.some((call) => this.#fills(call, binding)),
    );
  }

  #fills(call: CallExpression, binding: Binding): boolean {
    const { callee, args, use } = call;
    if (use !== 'statement' || callee.kind !== 'member' || rootBindingOf(callee.object) !== binding) return false;
    return args.some((argument) => this.has(argument)) || this.#chained(callee.object);
  }

  /** Arguments of the calls before the last one of a chain. */
  #chained(expression: Expression): boolean {
    if (expression.kind !== 'call') return expression.kind === 'member' && this.#chained(expression.object);
    return expression.args.some((argument) => this.has(argument)) || this.#chained(expression.callee);
  }

  /** Whether `binding` is the element itself, or a part of it that the loop's head takes out. */
  isElement(binding: Binding): boolean {
    const { repetition } = this;
    if (this.only) return binding === this.only;
    if (repetition.kind === 'loop') return repetition.loop.kind !== 'for' && repetition.loop.elements.includes(binding);
    return repetition.function === binding.owner && binding.parameter?.index === repetition.parameter;
  }

  /** In a counting loop the element is what stands at the counter: `rows[i]`. The counter alone is a page or an attempt. */
  #isCounter(index: Expression): boolean {
    const { repetition } = this;
    if (index.kind !== 'reference' || !index.binding) return false;
    if (repetition.kind === 'callback') return isPosition(index.binding, repetition);
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
