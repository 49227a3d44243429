import type { Expression } from '../facts/expression.js';
import { itemsOf, iterated } from './evaluate-member.js';
import type { Evaluator } from './evaluator.js';
import { mayBeNamed, mayBeSame } from './key-text.js';
import { type Entry, type Environment, type MapValue, type ObjectValue, type Value, union } from './value.js';

/** A map of what `pairs` say, each a key and a value: what `new Map` and `Object.fromEntries` make of them. */
export function ofEntries(pairs: readonly Value[], isObject: boolean): MapValue {
  const entries = itemsOf(iterated(pairs), undefined).flatMap((pair): readonly Entry[] =>
    pair.kind === 'array' ? [{ key: pair.first, values: itemsOf([pair], 1) }] : [],
  );
  return { kind: 'map', isObject, items: union(...entries.map(({ values }) => values)), entries };
}

/** What may stand behind one of several keys; nothing where one of them is not known, for it might be just this one. */
function oneOf(alternatives: readonly (readonly Value[])[]): readonly Value[] {
  if (alternatives.some((values) => values.length === 0)) return [];
  const values = union(...alternatives);
  if (values.length < 2) return values;
  const functions = values.filter((value) => value.kind === 'function');
  if (functions.length < values.length) return [];
  return functions.map((value) => ({ ...value, among: functions.filter((other) => other !== value) }));
}

/** What is read of an object that is used like a map under `name`. */
export function entriesNamed({ items, entries }: MapValue, name: string): readonly Value[] {
  if (!entries) return items;
  return oneOf(entries.filter(({ key }) => mayBeNamed(key, name)).map(({ values }) => values));
}

/** What stands behind `key`. */
export function entriesAt(map: MapValue, key: Expression): readonly Value[] {
  if (!map.entries) return map.items;
  const entries = map.entries.filter((entry) => mayBeSame(entry.key, key));
  return oneOf(entries.map(({ values }) => values));
}

function ofObject({ object, environment }: ObjectValue, index: Expression, evaluator: Evaluator): readonly Value[] {
  const own = [...object.properties].filter(([name]) => mayBeNamed(index, name)).map(([, value]) => value);
  const values = oneOf([...own, ...object.unnamed].map((value) => evaluator.evaluate(value, environment)));
  // One line that makes a model for each name makes another one each time.
  return object.unnamed.length > 0 ? values.filter(({ kind }) => kind !== 'handle') : values;
}

/** What `object[index]` can stand for: an item of a list, or of an object any member whose name the key may be. */
export function evaluateIndex(
  object: Expression,
  index: Expression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const values = evaluator.evaluate(object, environment);
  return union(
    ...values.map((value) => {
      if (value.kind === 'map') return entriesAt(value, index);
      if (value.kind === 'object') return value.object.others.length > 0 ? [] : ofObject(value, index, evaluator);
      return itemsOf([value], undefined);
    }),
  );
}
