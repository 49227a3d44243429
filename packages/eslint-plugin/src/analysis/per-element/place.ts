import type { Binding } from '../facts/binding.js';
import { type Expression, partsOf } from '../facts/expression.js';

/** A place that keeps a value from one turn to the next: the way to it from a name from outside, or from `this`. */
export type Place = string;

/** Whether a place of one set holds, or is held by, one of the other: `page` holds `page.rows`, which is not `page.names`. */
export function intersects(a: ReadonlySet<Place>, b: ReadonlySet<Place>): boolean {
  return [...a].some((one) => [...b].some((other) => isWithinPlace(one, other) || isWithinPlace(other, one)));
}

function isWithinPlace(inner: Place, outer: Place): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/** What a container is asked from: `this.caches` in `await this.caches.of(key)`. */
export function givenBy(container: Expression): Expression | undefined {
  if (container.kind === 'call') return container.callee;
  if (container.kind === 'await' || container.kind === 'cast') return container.value;
  return container.kind === 'either' ? container.options[0] : undefined;
}

/** Whether `expression` has a name in it, or one whose value comes from there. */
export function dependsOn(
  expression: Expression,
  isSource: (binding: Binding) => boolean,
  seen: Set<Binding>,
): boolean {
  if (expression.kind !== 'reference')
    return expression.kind !== 'function' && partsOf(expression).some((part) => dependsOn(part, isSource, seen));
  const { binding } = expression;
  if (!binding || seen.has(binding)) return false;
  seen.add(binding);
  return isSource(binding) || binding.sources.some(({ value }) => dependsOn(value, isSource, seen));
}

/** The name that an expression starts from. */
export function rootOf(expression: Expression): Binding | undefined {
  if (expression.kind === 'reference') return expression.binding;
  return expression.kind === 'member' || expression.kind === 'index' ? rootOf(expression.object) : undefined;
}

const ids = new WeakMap<Binding, number>();
let lastId = 0;

/** The way from a name or from `this` to what an expression stands for, whatever the keys: `rows[i].name`. */
export function placeOf(expression: Expression): Place | undefined {
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
export function keysOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'member') return keysOf(expression.object);
  return expression.kind === 'index' ? [expression.index, ...keysOf(expression.object)] : [];
}
