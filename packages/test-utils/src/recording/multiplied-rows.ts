import { collectionsOf, rowsOfJoin, type CollectionPath } from './collections.js';
import type { Query } from './query.js';
import { returnsRows } from './returns-rows.js';

/** What a result says about the rows that loading it takes. */
export interface HeldRows {
  readonly items: number;
  /** As many rows as the join of the items with the largest of their collections returns. */
  readonly held: number;
  /** Collections side by side: their join would return a product. */
  readonly siblings: readonly CollectionPath[];
  /** Whether that product would be more than {@link held}. */
  readonly showsProducts: boolean;
  /** Names the collections whose product is that many rows. */
  readonly productOf: (rows: number) => readonly CollectionPath[] | undefined;
}

/** Measures what items and their collections hold. */
export function measureHeldRows(items: readonly unknown[]): HeldRows {
  const paths = collectionsOf(items);
  const held = Math.max(items.length, ...paths.map((path) => rowsOfJoin(items, [path])));
  const siblings = paths.filter((path) => paths.some((other) => areSiblings(path, other)));
  return {
    ...{ items: items.length, held, siblings },
    showsProducts: rowsOfJoin(items, siblings) > held,
    productOf: (rows) => subsetsOf(siblings).find((paths) => rowsOfJoin(items, paths) === rows),
  };
}

/** Answers whether a read could return the product of two collections: it joins two tables or more to the first. */
export function mayMultiply(query: Query): boolean {
  if (!returnsRows(query)) return false;
  const joins = query.shape.match(/\bjoin\b/g)?.length ?? 0;
  return joins + commasOfFrom(query.shape) >= 2;
}

/** `from post, image, tag` joins as well. */
function commasOfFrom(shape: string): number {
  let flat = shape;
  for (let before = ''; before !== flat;) {
    before = flat;
    flat = flat.replace(/\([^()]*\)/g, '');
  }
  const [, list = ''] = / from (.*?)(?: (?:where|group|having|order|limit|offset|for|union) |$)/.exec(flat) ?? [];
  return list.split(',').length - 1;
}

function areSiblings(one: CollectionPath, other: CollectionPath): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).some((name, index) => name !== other[index]);
}

/** Those of at least two, smaller ones first. */
function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const all = items.reduce<readonly (readonly Item[])[]>(
    (subsets, item) => [...subsets, ...subsets.map((subset) => [...subset, item])],
    [[]],
  );
  return all.filter(({ length }) => length >= 2).sort((one, other) => one.length - other.length);
}
