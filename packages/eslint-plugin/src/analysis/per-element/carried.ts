import type { Binding } from '../facts/binding.js';
import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import type { Guard } from '../facts/loop.js';
import type { Repetition } from '../iteration/repetition.js';
import { isDeclaredInside, isLoopWithin } from './dependence.js';

/** A place that keeps a value from one turn to the next: a name from outside, or a member of `this`. */
type Place = Binding | string;

const STORING = new Set(['set', 'add', 'push', 'unshift', 'put', 'store', 'save', 'assign']);

/** What the query's result reaches inside the repeated code, and whether that decides or feeds another turn. */
export class Carried {
  readonly #fromCall = new Map<Binding, boolean>();

  constructor(
    readonly call: CallExpression,
    readonly repetition: Repetition,
  ) {}

  /** The result decides whether there is another turn: a search, a retry, a walk. */
  decidesExit(): boolean {
    const { repetition } = this;
    if (repetition.kind === 'callback') return false;
    const { loop, owner } = repetition;
    if (loop.test && this.#derives(loop.test)) return true;
    return owner.exits.some(({ guard, leaves }) => {
      if (!leaves.includes(loop)) return false;
      const conditions = conditionsOf(guard, loop.guard);
      return conditions.length === 0 || conditions.some((condition) => this.#derives(condition));
    });
  }

  /** The result of one turn is read by the query of another, or by the condition under which it runs, as in a cache. */
  feedsNextTurn(): boolean {
    const written = this.#writtenPlaces();
    if (written.size === 0) return false;
    const { call, repetition } = this;
    const end = repetition.kind === 'loop' && repetition.owner === call.owner ? repetition.loop.guard : undefined;
    const read = new Set<Place>();
    for (const part of [...conditionsOf(call.guard, end), call.callee, ...call.args])
      this.#places(part, read, new Set());
    return [...read].some((place) => written.has(place));
  }

  /** Whether `expression` holds the query's result, or something computed from it. */
  #derives(expression: Expression): boolean {
    if (expression === this.call) return true;
    if (expression.kind === 'function') return false;
    if (expression.kind === 'reference')
      return expression.binding !== undefined && this.#derivesBinding(expression.binding);
    return partsOf(expression).some((part) => this.#derives(part));
  }

  #derivesBinding(binding: Binding): boolean {
    const known = this.#fromCall.get(binding);
    if (known !== undefined) return known;
    this.#fromCall.set(binding, false);
    const answer = binding.sources.some(({ value }) => this.#derives(value));
    this.#fromCall.set(binding, answer);
    return answer;
  }

  /** Places outside of one turn that the result is stored in. */
  #writtenPlaces(): Set<Place> {
    const places = new Set<Place>();
    for (const fn of this.#repeatedFunctions()) {
      for (const { target, value, loop } of fn.assignments)
        if (this.#isInside(fn, loop) && this.#derives(value)) this.#addRoot(target, places);
      for (const { callee, args, loop } of fn.calls) {
        if (callee.kind !== 'member' || !STORING.has(callee.name) || !this.#isInside(fn, loop)) continue;
        if (args.some((argument) => this.#derives(argument))) this.#addRoot(callee.object, places);
      }
    }
    return places;
  }

  #repeatedFunctions(): readonly FunctionFacts[] {
    const { repetition } = this;
    if (repetition.kind === 'loop') return nestedFunctions(repetition.owner);
    return repetition.function ? nestedFunctions(repetition.function) : [];
  }

  #isInside(fn: FunctionFacts, loop: CallExpression['loop']): boolean {
    const { repetition } = this;
    return repetition.kind === 'callback' || fn !== repetition.owner || isLoopWithin(loop, repetition.loop);
  }

  #addRoot(target: Expression, places: Set<Place>): void {
    const root = rootOf(target);
    if (root !== undefined && (typeof root === 'string' || !isDeclaredInside(root, this.repetition))) places.add(root);
  }

  /** Collects the places that `expression` reads, through names of the same turn. */
  #places(expression: Expression, places: Set<Place>, seen: Set<Binding>): void {
    if (expression === this.call || expression.kind === 'function') return;
    const root = rootOf(expression);
    if (typeof root === 'string') places.add(root);
    else if (root && !isDeclaredInside(root, this.repetition)) places.add(root);
    else if (root && !seen.has(root)) {
      seen.add(root);
      for (const { value } of root.sources) this.#places(value, places, seen);
    }
    for (const part of partsOf(expression)) this.#places(part, places, seen);
  }
}

/** The name, or member of `this`, that an expression starts from. */
function rootOf(expression: Expression): Place | undefined {
  switch (expression.kind) {
    case 'reference':
      return expression.binding;
    case 'member':
      return expression.object.kind === 'this' ? `this.${expression.name}` : rootOf(expression.object);
    case 'index':
      return rootOf(expression.object);
    default:
      return undefined;
  }
}

/** Conditions of `guard` that lie inside of `end`. */
export function conditionsOf(guard: Guard | undefined, end: Guard | undefined): readonly Expression[] {
  const conditions: Expression[] = [];
  for (let at = guard; at && at !== end; at = at.parent) conditions.push(at.condition);
  return conditions;
}
