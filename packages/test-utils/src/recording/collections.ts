import { elementsOf, ownEntries } from './own-entries.js';

/** Names of properties that lead from an item through collections: `['images', 'formats']`. */
export type CollectionPath = readonly string[];

/** Deeper nesting is not looked at: rows refer to one another. */
const deepestPath = 5;

/** More combinations take longer than they tell. */
const mostPaths = 8;

/**
 * Lists the collections that items hold, also inside of one another and behind objects (`author.books`).
 *
 * @returns Each path once, in order of appearance.
 */
export function collectionsOf(items: readonly unknown[]): readonly CollectionPath[] {
  const paths = new Map<string, CollectionPath>();
  const visit = (value: unknown, path: CollectionPath, prefix: string, around: ReadonlySet<unknown>): void => {
    if (typeof value !== 'object' || value === null || around.has(value) || around.size > deepestPath) return;
    const within = new Set([...around, value]);
    for (const [key, inner] of ownEntries(value)) {
      const name = `${prefix}${key}`;
      const elements = elementsOf(inner);
      if (elements === undefined) {
        visit(inner, path, `${name}.`, within);
        continue;
      }
      if (!elements.every(isRow)) continue;
      const longer = [...path, name];
      paths.set(JSON.stringify(longer), longer);
      for (const element of elements) visit(element, longer, '', within);
    }
  };
  for (const item of items) visit(item, [], '', new Set());
  return [...paths.values()].slice(0, mostPaths);
}

/**
 * Answers how many rows a join of items with collections returns: along one path as many as there are elements at its end,
 * over several that do not lead into one another their product, for each item. An item without elements is one row.
 */
export function rowsOfJoin(items: readonly unknown[], paths: readonly CollectionPath[]): number {
  return items.reduce<number>((sum, item) => sum + rowsOfItem(item, paths), 0);
}

function rowsOfItem(item: unknown, paths: readonly CollectionPath[]): number {
  const names = new Set(paths.map(([name]) => name));
  return [...names].reduce((product, name) => {
    if (name === undefined) return product;
    const further = paths.filter(([first]) => first === name).map((path) => path.slice(1));
    const elements = elementsOf(valueAt(item, name)) ?? [];
    return (
      product *
      Math.max(
        1,
        rowsOfJoin(
          elements,
          further.filter(({ length }) => length > 0),
        ),
      )
    );
  }, 1);
}

function valueAt(item: unknown, name: string): unknown {
  const direct = name.split('.');
  return direct.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return ownEntries(value).find(([own]) => own === key)?.[1];
  }, item);
}

/** Lists of texts and numbers are columns. */
function isRow(element: unknown): boolean {
  return typeof element === 'object' && element !== null;
}
