import { type Filled, groupBy } from './group-by.js';
import type { Query } from './query.js';
import { keyOfValues } from './values-key.js';

/** Queries of one shape that ran more than once with the same values. */
export interface DuplicateQueries {
  /** Those that share their values with another one, in the order of the calls. */
  readonly queries: Filled<Query>;
  /** Sets of values that came more than once. */
  readonly sets: number;
  /** A write to one of their tables between two of the same: the second may have read something new. */
  readonly writeBetween: Query | undefined;
}

/**
 * Finds the queries that ran more than once with the same text and the same values, the most frequent shape first. The data
 * of a COPY is in neither, so that nobody can tell.
 *
 * @param queries - In the order of the calls, with their values.
 */
export function findDuplicates(queries: readonly Query[]): readonly DuplicateQueries[] {
  const comparable = queries.filter(({ kind }) => kind !== 'copy');
  const same = [...groupBy(comparable, keyOfValues).values()].filter(({ length }) => length > 1);
  return [...groupBy(same, ([{ shape }]) => shape).values()]
    .map((sets) => describe(sets, queries))
    .sort((one, other) => other.queries.length - one.queries.length);
}

function describe(sets: Filled<Filled<Query>>, all: readonly Query[]): DuplicateQueries {
  const [[first, ...others], ...rest] = sets;
  const writes = sets.map((set) => findWriteBetween(set, all));
  return {
    queries: [first, ...others, ...rest.flat()],
    sets: sets.length,
    writeBetween: writes.find((write) => write !== undefined),
  };
}

function findWriteBetween(same: Filled<Query>, all: readonly Query[]): Query | undefined {
  const [first] = same;
  if (first.kind !== 'select') return undefined;
  const between = all.slice(all.indexOf(first) + 1, all.indexOf(same.at(-1) ?? first));
  return between.find(({ kind, tables }) => kind !== 'select' && tables.some((table) => first.tables.includes(table)));
}
