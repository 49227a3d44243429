import type { Binding } from '../facts/binding.js';
import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import { guardsAround } from '../facts/loop.js';
import { takerOf } from '../facts/only-call.js';
import type { Repetition } from '../iteration/repetition.js';
import { ARRAY_CALLBACKS } from '../values/iteration-facts.js';
import { isDeclaredInside, isLoopWithin } from './dependence.js';
import { type Place, dependsOn, givenBy, intersects, keysOf, placeOf, rootOf } from './place.js';
import { isRefusal } from './refusal.js';

const STORING = new Set(['set', 'add', 'push', 'unshift', 'put']);

/** Methods by which a cache takes a value under a key. */
const KEEPING = new Set(['set', 'put']);

/** Types of what keeps values under keys. */
const MAPS = new Set(['Map', 'WeakMap', 'Record']);

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
    return owner.exits.some((exit) => {
      if (!exit.leaves.includes(loop)) return false;
      // Those that an earlier exit let pass are judged there.
      const deciding = guardsAround(exit.guard, loop.guard).filter(({ isLetPass }) => !isLetPass);
      const derives = (expression: Expression): boolean => this.#derives(expression);
      return (
        deciding.length === 0 ||
        deciding.some(({ condition }) => derives(condition) && !isRefusal(exit, condition, derives))
      );
    });
  }

  /** The loop is left after the query in any case: it runs once, whatever there is to go through. */
  isLast(): boolean {
    const { repetition } = this;
    if (repetition.kind === 'callback') return false;
    const { loop, owner } = repetition;
    let at: CallExpression | undefined = this.call;
    while (at && at.owner !== owner) at = takerOf(at.owner)?.call;
    return owner.exits.some(
      ({ guard, leaves, end }) => at !== undefined && guard === at.guard && leaves.includes(loop) && end >= at.end,
    );
  }

  /** The result of one turn is read by the query of another, or by the condition under which it runs. */
  feedsNextTurn(): boolean {
    const { call } = this;
    if (this.#feedsAccumulator()) return true;
    const written = this.#writtenPlaces();
    if (written.size === 0) return false;
    return intersects(written, this.#placesIn([...this.#guards(), call.callee, ...call.args])) || this.isKept();
  }

  /** What `reduce` hands from turn to turn holds the result, and the query asks with it. */
  #feedsAccumulator(): boolean {
    const { call, repetition } = this;
    if (repetition.kind !== 'callback' || repetition.parameter !== 1 || !repetition.function) return false;
    // The parent of a resolver may come second too, after the context.
    if (repetition.field) return false;
    const { function: turn } = repetition;
    const isAccumulator = (binding: Binding): boolean => binding.owner === turn && binding.parameter?.index === 0;
    const asks = [...this.#guards(), ...call.args].some((part) => dependsOn(part, isAccumulator, new Set()));
    if (!asks) return false;
    const stored = [...this.#storages()].some(({ target }) => dependsOn(target, isAccumulator, new Set()));
    return stored || turn.returns.some((value) => this.#derives(value));
  }

  /** The result is kept where the condition of the query looks first: a cache. */
  isKept(): boolean {
    const guards = this.#guards();
    if (guards.length === 0) return false;
    const kept = new Set<Place>();
    for (const { target, isKeyed } of this.#storages()) if (isKeyed) this.#origins(target, kept, new Set());
    return kept.size > 0 && intersects(kept, this.#placesIn(guards));
  }

  #guards(): readonly Expression[] {
    const { call, repetition } = this;
    const end = repetition.kind === 'loop' && repetition.owner === call.owner ? repetition.loop.guard : undefined;
    return guardsAround(call.guard, end).map(({ condition }) => condition);
  }

  #placesIn(expressions: readonly Expression[]): Set<Place> {
    const places = new Set<Place>();
    for (const expression of expressions) this.#places(expression, places, new Set());
    return places;
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
    const answer = binding.sources.some(({ value }) => this.#derives(value)) || this.#isItem(binding);
    this.#fromCall.set(binding, answer);
    return answer;
  }

  /** An item of the result, in a callback that an array of it calls. */
  #isItem({ owner, parameter }: Binding): boolean {
    const callee = parameter && owner.argumentOf?.call.callee;
    return callee?.kind === 'member' && ARRAY_CALLBACKS.has(callee.name) && this.#derives(callee.object);
  }

  /** Places outside of one turn that the result is stored in. */
  #writtenPlaces(): Set<Place> {
    const places = new Set<Place>();
    for (const { target } of this.#storages()) {
      const root = rootOf(target);
      const place = placeOf(target);
      if (place !== undefined && !(root && isDeclaredInside(root, this.repetition))) places.add(place);
    }
    return places;
  }

  /** What the result is assigned to or put into; under a key, as in a cache, or not. */
  *#storages(): Generator<{ readonly target: Expression; readonly isKeyed: boolean }> {
    for (const fn of this.#repeatedFunctions()) {
      for (const { target, value, loop } of fn.assignments)
        if (this.#isInside(fn, loop) && this.#derives(value)) yield { target, isKeyed: target.kind === 'index' };
      for (const { callee, args, loop } of fn.calls) {
        if (callee.kind !== 'member' || !STORING.has(callee.name) || !this.#isInside(fn, loop)) continue;
        if (args.some((argument) => this.#derives(argument)))
          yield { target: callee.object, isKeyed: KEEPING.has(callee.name) };
      }
    }
  }

  /** Where a container comes from, through names of the same turn: a cache may be looked up first. */
  #origins(container: Expression, places: Set<Place>, seen: Set<Binding>): void {
    const inner = givenBy(container);
    if (inner) {
      this.#origins(inner, places, seen);
      return;
    }
    const root = rootOf(container);
    const place = placeOf(container);
    if (place === undefined) return;
    if (!root || !isDeclaredInside(root, this.repetition) || this.#isHandedMap(root)) places.add(place);
    else if (!seen.has(root)) {
      seen.add(root);
      for (const { value } of root.sources) this.#origins(value, places, seen);
    }
  }

  /** A map that the function is given, which the next call is given as well: nobody fills one to throw it away. */
  #isHandedMap({ owner, parameter, type }: Binding): boolean {
    const { repetition } = this;
    if (repetition.kind === 'loop' || parameter?.index === repetition.parameter) return false;
    return owner === repetition.function && type?.kind === 'named' && MAPS.has(type.path[0] ?? '');
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

  /** Collects the places that `expression` reads, through names of the same turn. */
  #places(expression: Expression, places: Set<Place>, seen: Set<Binding>): void {
    if (expression === this.call || expression.kind === 'function') return;
    const root = rootOf(expression);
    const place = placeOf(expression);
    if (place !== undefined && !(root && isDeclaredInside(root, this.repetition) && !this.#isHandedMap(root)))
      places.add(place);
    else if (root && !seen.has(root)) {
      seen.add(root);
      for (const { value } of root.sources) this.#places(value, places, seen);
    }
    for (const part of place === undefined ? partsOf(expression) : keysOf(expression)) this.#places(part, places, seen);
  }
}

/** Whether `fn` keeps what `call` gives and looks there first: a cache of its own. */
export function isCachedBy(fn: FunctionFacts, call: CallExpression): boolean {
  if (!call.guard && !fn.argumentOf) return false;
  const turn: Repetition = { kind: 'callback', call, function: fn, items: undefined, parameter: -1 };
  const carried = new Carried(call, turn);
  return carried.isKept() || carried.feedsNextTurn();
}
