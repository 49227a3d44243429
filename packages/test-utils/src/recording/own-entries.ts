/**
 * Lists what a row shows of itself: its own properties, without what an ORM keeps for itself under an underscore
 * (`__posts__`, a lazy relation of TypeORM that was loaded, is none of that). Nothing is read through a getter, which may
 * query.
 */
export function ownEntries(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(([key, { value: inner, enumerable }]) => {
    if (enumerable !== true) return [];
    const lazy = /^__(\w+)__$/.exec(key)?.[1];
    if (lazy === undefined && key.startsWith('_')) return [];
    return [[lazy ?? key, inner as unknown] as const];
  });
}

/** Answers the elements of a list: an array, or a collection of an ORM that can be iterated. Undefined for all else. */
export function elementsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Map)
    return undefined;
  if (typeof Reflect.get(value, Symbol.iterator) !== 'function') return undefined;
  try {
    return [...(value as Iterable<unknown>)];
  } catch {
    // A collection that was not loaded.
    return undefined;
  }
}
