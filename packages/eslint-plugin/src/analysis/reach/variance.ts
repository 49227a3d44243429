import type { Binding } from '../facts/binding.js';
import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, type Parameter, isWithin, nestedFunctions } from '../facts/function-facts.js';
import { isWritten } from '../facts/is-written.js';
import type { Loop } from '../facts/loop.js';
import { rootBindingOf, rootOf } from '../facts/root.js';
import { mayRepeat } from '../iteration/repetition.js';

const STORING = new Set(['set', 'add', 'push', 'unshift', 'put', 'assign']);

/** Positions of parameters. */
export type Fixed = readonly number[];

const NONE: Fixed = [];

/** Whether a name may be given another value by `++`, which no assignment shows. */
const isChangeable = ({ isConstant, parameter, imported }: Binding): boolean => !isConstant && !parameter && !imported;

/** Whether a name is declared at the top of its file: it is the same in every call. */
const isGlobal = ({ owner }: Binding): boolean => owner.parent === undefined;

/**
 * Answers what differs from one call of a function to the next: what its arguments decide, what it finds around it, and, where its
 * object is not always the same, what that holds.
 */
export class Variance {
  readonly #known = new Map<Binding, boolean>();
  readonly #isThisVarying: boolean;

  /**
   * @param isMethodOfMany - Whether `this` is another object each time, as a row is; a service is always the same.
   * @param fixed - Positions of the parameters that are given the same each time.
   */
  constructor(
    readonly fn: FunctionFacts,
    isMethodOfMany: boolean,
    readonly fixed: Fixed = NONE,
  ) {
    this.#isThisVarying = isMethodOfMany;
    this.#isThisVarying ||= this.#keepsArguments();
  }

  /** Whether `expression` may have another value in another call. */
  has(expression: Expression): boolean {
    if (expression.kind === 'this' || expression.kind === 'super') return this.#isThisVarying;
    if (expression.kind === 'reference')
      return expression.binding ? this.#hasBinding(expression.binding) : expression.name === 'arguments';
    if (expression.kind === 'function') return this.#hasFunction(expression.function);
    if (expression.kind === 'index' && this.#isFixed(expression.object)) return true;
    return partsOf(expression).some((part) => this.has(part));
  }

  /** Whether `expression` is what a fixed parameter holds: to ask for each of its items is more than to ask once. */
  #isFixed(expression: Expression): boolean {
    const { parameter, owner } = rootBindingOf(expression) ?? {};
    return parameter !== undefined && owner === this.fn && this.fixed.includes(parameter.index);
  }

  #hasBinding(binding: Binding): boolean {
    if (isGlobal(binding)) return false;
    if (!isWithin(binding.owner, this.fn)) return true;
    const known = this.#known.get(binding);
    if (known !== undefined) return known;
    this.#known.set(binding, false);
    const answer = this.#isGiven(binding) || this.#isFilled(binding);
    this.#known.set(binding, answer);
    return answer;
  }

  #isGiven({ parameter, owner, sources }: Binding): boolean {
    if (parameter && owner === this.fn && this.fixed.includes(parameter.index))
      return sources.some(({ value }) => this.has(value));
    if (!parameter)
      return sources.some(
        ({ value, path }) => this.has(value) || (path.some(({ kind }) => kind === 'item') && this.#isFixed(value)),
      );
    const taker = owner === this.fn ? undefined : owner.argumentOf?.call;
    if (taker?.callee.kind === 'member' && this.#isFixed(taker.callee.object)) return true;
    return !taker || [taker.callee, ...taker.args].some((part) => part.kind !== 'function' && this.has(part));
  }

  /** Something that varies is put into it, or handed to a function together with it. */
  #isFilled(binding: Binding): boolean {
    const isIt = (expression: Expression): boolean => rootBindingOf(expression) === binding;
    return nestedFunctions(binding.owner).some(
      ({ assignments, calls }) =>
        assignments.some(({ target, value }) => target.kind !== 'reference' && isIt(target) && this.has(value)) ||
        calls.some(
          ({ callee, args }) =>
            ((callee.kind === 'member' && isIt(callee.object)) || args.some(isIt)) &&
            args.some((argument) => !isIt(argument) && this.has(argument)),
        ),
    );
  }

  #hasFunction(fn: FunctionFacts): boolean {
    return nestedFunctions(fn).some(
      ({ calls, returns }) =>
        calls.some(({ callee, args }) =>
          [callee, ...args].some((part) => part.kind !== 'function' && this.has(part)),
        ) || returns.some((value) => value.kind !== 'function' && this.has(value)),
    );
  }

  /** What the function is given it puts into its object, from where other code may take it. */
  #keepsArguments(): boolean {
    return nestedFunctions(this.fn).some(
      ({ assignments, calls }) =>
        assignments.some(({ target, value }) => rootOf(target).kind === 'this' && this.has(value)) ||
        calls.some(
          ({ callee, args }) =>
            callee.kind === 'member' &&
            STORING.has(callee.name) &&
            rootOf(callee.object).kind === 'this' &&
            args.some((argument) => this.has(argument)),
        ),
    );
  }
}

const variances = new WeakMap<FunctionFacts, Map<string, Variance>>();

/** The variance of `fn`, kept for the next question. */
export function varianceOf(fn: FunctionFacts, isMethodOfMany: boolean, fixed: Fixed): Variance {
  const known = variances.get(fn) ?? new Map<string, Variance>();
  variances.set(fn, known);
  const key = `${isMethodOfMany ? '!' : ''}${fixed.join()}`;
  const variance = known.get(key) ?? new Variance(fn, isMethodOfMany, fixed);
  known.set(key, variance);
  return variance;
}

/** The positions at which `fn` is given the same each time; what is left out is its default. */
export function fixedPositions(
  { parameters }: FunctionFacts,
  given: readonly Expression[] | undefined,
  varies: (part: Expression) => boolean,
): Fixed {
  if (!given) return NONE;
  const isFixed = ({ isRest }: Parameter, index: number): boolean =>
    !given.slice(index, isRest ? undefined : index + 1).some(varies);
  const fixed = parameters.flatMap((parameter, index) => (isFixed(parameter, index) ? [index] : []));
  return fixed.length === 0 ? NONE : fixed;
}

/** Whether `expression` may have another value in each turn of the code around it. */
export function mayVaryInTurn(expression: Expression): boolean {
  if (expression.kind === 'reference') {
    const { binding } = expression;
    return binding !== undefined && (mayRepeat(binding) || isChangeable(binding) || isWritten(binding));
  }
  // What a call gives, and what a function finds around it, is left open.
  if (expression.kind === 'call' || expression.kind === 'function' || expression.kind === 'class') return true;
  return partsOf(expression).some(mayVaryInTurn);
}

interface Place {
  readonly owner: FunctionFacts;
  readonly loop: Loop | undefined;
}

/** Whether an object is made, or got, by a call that is given something. */
function isMade(expression: Expression): boolean {
  if (expression.kind === 'member' || expression.kind === 'index') return isMade(expression.object);
  return expression.kind === 'call' && (expression.args.length > 0 || isMade(expression.callee));
}

/** Whether what `call` calls may belong to another object in each turn of the code around it. */
export function isCalledOnMany({ callee, args, isNew }: CallExpression): boolean {
  const isOfTurn = (expression: Expression): boolean => {
    const root = rootOf(expression);
    if (isMade(expression)) return true;
    if (root.kind === 'this') return false;
    const place: Place | undefined = root.kind === 'reference' ? root.binding : undefined;
    return root.kind !== 'reference' || (place !== undefined && mayRepeat(place));
  };
  return isNew ? args.length > 0 : callee.kind !== 'reference' && isOfTurn(callee);
}
