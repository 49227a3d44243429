import type { Binding } from '../facts/binding.js';
import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, isWithin, nestedFunctions } from '../facts/function-facts.js';
import { globalName } from '../facts/global-name.js';
import type { Loop } from '../facts/loop.js';
import { rootBindingOf, rootOf } from '../facts/root.js';
import { mayRepeat } from '../iteration/repetition.js';
import { type Varying, keyOfVarying } from './varying.js';

const STORING = new Set(['set', 'add', 'push', 'unshift', 'put', 'assign']);

/** Those whose last argument is kept under the others. */
const KEYED = new Set(['set', 'put']);

/** Whether a name is declared at the top of its file: it is the same in every call. */
const isGlobal = ({ owner }: Binding): boolean => owner.parent === undefined;

/** What `compute` says about a name, asked once: a name that leads back to itself adds nothing to the answer. */
function once(known: Map<Binding, boolean>, binding: Binding, compute: () => boolean): boolean {
  const seen = known.get(binding);
  if (seen !== undefined) return seen;
  known.set(binding, false);
  const answer = compute();
  known.set(binding, answer);
  return answer;
}

/**
 * Answers what differs from one call of a function to the next: what its arguments decide, what it finds around it, and, where its
 * object is not always the same, what that holds.
 */
export class Variance {
  readonly #known = new Map<Binding, boolean>();
  readonly #set = new Map<Binding, boolean>();
  readonly #filled = new Map<Binding, boolean>();
  readonly #isThisVarying: boolean;

  constructor(
    readonly fn: FunctionFacts,
    readonly varying: Varying,
  ) {
    this.#isThisVarying = varying.isOnMany;
    this.#isThisVarying ||= this.#keepsArguments();
  }

  /** Whether `expression` may have another value in another call. */
  has(expression: Expression): boolean {
    if (expression.kind === 'this' || expression.kind === 'super') return this.#isThisVarying;
    if (expression.kind === 'reference')
      return expression.binding
        ? this.#hasBinding(expression.binding)
        : expression.name === 'arguments' && this.#isGivenAny();
    if (expression.kind === 'function') return this.#hasFunction(expression.function);
    if (expression.kind === 'index' && expression.index.kind !== 'literal' && this.#isGivenHere(expression.object))
      return true;
    if (expression.kind === 'member') return this.#hasProperty(expression.object, expression.name);
    return partsOf(expression).some((part) => this.has(part));
  }

  /** Whether `expression` is an argument, or of one: to ask for each item of a list is more than to ask once, though the list is the same. */
  #isGivenHere(expression: Expression): boolean {
    const { parameter, owner } = rootBindingOf(expression) ?? {};
    return parameter !== undefined && owner === this.fn;
  }

  #hasBinding(binding: Binding): boolean {
    if (isGlobal(binding)) return false;
    if (!isWithin(binding.owner, this.fn)) return true;
    return once(this.#known, binding, () => this.#isGiven(binding) || this.#isFilled(binding));
  }

  #isGiven(binding: Binding): boolean {
    const { parameter, owner } = binding;
    if (!parameter) return this.#isSet(binding);
    if (owner === this.fn) return this.#isGivenAt(parameter) || this.#isSet(binding);
    const taker = owner.argumentOf?.call;
    if (taker?.callee.kind === 'member' && this.#isGivenHere(taker.callee.object)) return true;
    return !taker || [taker.callee, ...taker.args].some((part) => part.kind !== 'function' && this.has(part));
  }

  #isGivenAt({ index, path: [step] }: NonNullable<Binding['parameter']>): boolean {
    const { given } = this.varying;
    if (given === 'all') return true;
    if (this.fn.parameters[index]?.isRest) return [...given.keys()].some((position) => position >= index);
    const part = given.get(index);
    return part instanceof Set && step?.kind === 'property' ? part.has(step.name) : part !== undefined;
  }

  /** Whether the property `name` of `object` may differ: of an argument that is put together at the call, just that one. */
  #hasProperty(object: Expression, name: string): boolean {
    const binding = object.kind === 'reference' ? object.binding : undefined;
    if (!binding?.parameter || binding.owner !== this.fn || binding.parameter.path.length > 0) return this.has(object);
    const { index } = binding.parameter;
    return (
      this.#isGivenAt({ index, path: [{ kind: 'property', name }] }) || this.#isSet(binding) || this.#isFilled(binding)
    );
  }

  /** Something that varies is assigned to the name, or what it has where nothing is given. */
  #isSet(binding: Binding): boolean {
    return once(this.#set, binding, () =>
      binding.sources.some(({ value, path: [step] }) =>
        step?.kind === 'property'
          ? this.#hasProperty(value, step.name)
          : this.has(value) || (step?.kind === 'item' && step.index === undefined && this.#isGivenHere(value)),
      ),
    );
  }

  #isGivenAny(): boolean {
    const { given } = this.varying;
    return given === 'all' || given.size > 0;
  }

  /** Something that varies is put into it, or handed to a function together with it. */
  #isFilled(binding: Binding): boolean {
    return once(this.#filled, binding, () => this.#takesIn(binding));
  }

  #takesIn(binding: Binding): boolean {
    const isIt = (expression: Expression): boolean => rootBindingOf(expression) === binding;
    const isForeign = this.#isForeign(binding);
    return nestedFunctions(binding.owner).some(
      ({ assignments, calls }) =>
        assignments.some(({ target, value }) => target.kind !== 'reference' && isIt(target) && this.has(value)) ||
        calls.some(
          ({ callee, args, use }) =>
            (!isForeign || (use === 'statement' && (isIt(rootOf(callee)) || isFree(callee)))) &&
            ((callee.kind === 'member' && isIt(callee.object)) || args.some(isIt)) &&
            args.some((argument) => !isIt(argument) && this.has(argument)),
        ),
    );
  }

  /**
   * Whether the value is taken from what the function is given or from its object, as a connection is: it is handed to many
   * functions that put nothing into it.
   */
  #isForeign({ parameter, owner, sources }: Binding): boolean {
    if (parameter) return owner === this.fn;
    return sources.length > 0 && sources.every(({ value }) => this.#isTaken(value));
  }

  #isTaken(value: Expression): boolean {
    if (value.kind === 'member') return this.#isTaken(value.object);
    if (value.kind === 'this') return true;
    return value.kind === 'reference' && value.binding?.parameter !== undefined && value.binding.owner === this.fn;
  }

  #hasFunction(fn: FunctionFacts): boolean {
    return nestedFunctions(fn).some(
      ({ calls, returns }) =>
        calls.some(({ callee, args }) =>
          [callee, ...args].some((part) => part.kind !== 'function' && this.has(part)),
        ) || returns.some((value) => value.kind !== 'function' && this.has(value)),
    );
  }

  /** Under a key that varies, as in a cache, only who has the key finds it. */
  #storesVarying(method: string, args: readonly Expression[]): boolean {
    const keys = KEYED.has(method) ? args.slice(0, -1) : [];
    return args.some((argument) => this.has(argument)) && !keys.some((key) => this.has(key));
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
            this.#storesVarying(callee.name, args),
        ),
    );
  }
}

/** Whether `callee` is a function by itself, or one of those that the language keeps in an object: `Object.assign`. */
function isFree(callee: Expression): boolean {
  if (callee.kind === 'reference') return true;
  return callee.kind === 'member' && globalName(callee.object) !== undefined;
}

const variances = new WeakMap<FunctionFacts, Map<string, Variance>>();

/** The variance of `fn`, kept for the next question. */
export function varianceOf(fn: FunctionFacts, varying: Varying): Variance {
  const known = variances.get(fn) ?? new Map<string, Variance>();
  variances.set(fn, known);
  const key = keyOfVarying(varying);
  const variance = known.get(key) ?? new Variance(fn, varying);
  known.set(key, variance);
  return variance;
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
