import type { Binding } from '../facts/binding.js';
import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import type { Guard } from '../facts/loop.js';
import { takerOf } from '../facts/only-call.js';
import type { Repetition } from '../iteration/repetition.js';
import { isDeclaredInside, isLoopWithin } from './dependence.js';
import { isRefusal } from './refusal.js';

/** A place that keeps a value from one turn to the next: the way to it from a name from outside, or from `this`. */
type Place = string;

const STORING = new Set(['set', 'add', 'push', 'unshift', 'put']);

/** Methods by which a cache takes a value under a key. */
const KEEPING = new Set(['set', 'put']);

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
      const conditions = deciding(exit.guard, loop.guard);
      const derives = (expression: Expression): boolean => this.#derives(expression);
      return (
        conditions.length === 0 ||
        conditions.some((condition) => derives(condition) && !isRefusal(exit, condition, derives))
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
      ({ guard, leaves, end }) =>
        at !== undefined && guard === at.guard && guard !== loop.guard && leaves.includes(loop) && end >= at.end,
    );
  }

  /** The result of one turn is read by the query of another, or by the condition under which it runs. */
  feedsNextTurn(): boolean {
    const written = this.#writtenPlaces();
    if (written.size === 0) return false;
    const { call } = this;
    return intersects(written, this.#placesIn([...this.#guards(), call.callee, ...call.args])) || this.isKept();
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
    return conditionsOf(call.guard, end);
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
    const answer = binding.sources.some(({ value }) => this.#derives(value));
    this.#fromCall.set(binding, answer);
    return answer;
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
    if (!root || !isDeclaredInside(root, this.repetition)) places.add(place);
    else if (!seen.has(root)) {
      seen.add(root);
      for (const { value } of root.sources) this.#origins(value, places, seen);
    }
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
    if (place !== undefined && !(root && isDeclaredInside(root, this.repetition))) places.add(place);
    else if (root && !seen.has(root)) {
      seen.add(root);
      for (const { value } of root.sources) this.#places(value, places, seen);
    }
    for (const part of place === undefined ? partsOf(expression) : keysOf(expression)) this.#places(part, places, seen);
  }
}

/** Whether a place of one set holds, or is held by, one of the other: `page` holds `page.rows`, which is not `page.names`. */
function intersects(a: ReadonlySet<Place>, b: ReadonlySet<Place>): boolean {
  return [...a].some((one) => [...b].some((other) => isWithinPlace(one, other) || isWithinPlace(other, one)));
}

function isWithinPlace(inner: Place, outer: Place): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/** What a container is asked from: `this.caches` in `await this.caches.of(key)`. */
function givenBy(container: Expression): Expression | undefined {
  if (container.kind === 'call') return container.callee;
  if (container.kind === 'await' || container.kind === 'cast') return container.value;
  return container.kind === 'either' ? container.options[0] : undefined;
}

/** The name that an expression starts from. */
function rootOf(expression: Expression): Binding | undefined {
  if (expression.kind === 'reference') return expression.binding;
  return expression.kind === 'member' || expression.kind === 'index' ? rootOf(expression.object) : undefined;
}

const ids = new WeakMap<Binding, number>();
let lastId = 0;

/** The way from a name or from `this` to what an expression stands for, whatever the keys: `rows[i].name`. */
function placeOf(expression: Expression): Place | undefined {
  switch (expression.kind) {
    case 'this':
      return 'this';
    case 'reference': {
      const { binding } = expression;
      if (!binding) return undefined;
      if (!ids.has(binding)) ids.set(binding, ++lastId);
      return `${expression.name}#${ids.get(binding) ?? 0}`;
    }
    case 'member': {
      const object = placeOf(expression.object);
      return object && `${object}.${expression.name}`;
    }
    case 'index': {
      const object = placeOf(expression.object);
      return object && `${object}.[]`;
    }
    default:
      return undefined;
  }
}

/** The keys that a place is looked up with. */
function keysOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'member') return keysOf(expression.object);
  return expression.kind === 'index' ? [expression.index, ...keysOf(expression.object)] : [];
}

/** Conditions of `guard` that lie inside of `end`. */
export function conditionsOf(guard: Guard | undefined, end: Guard | undefined): readonly Expression[] {
  const conditions: Expression[] = [];
  for (let at = guard; at && at !== end; at = at.parent) conditions.push(at.condition);
  return conditions;
}

/** Conditions that decide about an exit themselves: those that an earlier exit let pass are judged there. */
function deciding(guard: Guard | undefined, end: Guard | undefined): readonly Expression[] {
  const conditions: Expression[] = [];
  for (let at = guard; at && at !== end; at = at.parent) if (!at.isLetPass) conditions.push(at.condition);
  return conditions;
}

/** Whether `fn` keeps what `call` gives and looks there first: a cache of its own. */
export function isCachedBy(fn: FunctionFacts, call: CallExpression): boolean {
  if (!call.guard && !fn.argumentOf) return false;
  const turn: Repetition = { kind: 'callback', call, function: fn, items: undefined, parameter: 0 };
  const carried = new Carried(call, turn);
  return carried.isKept() || carried.feedsNextTurn();
}
