import { groupBy } from '../group-by.js';
import type { Query } from '../query.js';
import type { ScalingRun } from './scaling-run.js';

/** How often one shape ran at each size. */
export interface ShapeTally {
  readonly shape: string;
  /** Runs, one figure per run given, in their order. */
  readonly counts: readonly number[];
  /** Rows that its queries returned together; undefined where one of them did not tell. */
  readonly rows: readonly (number | undefined)[];
  /** The first one, as an example. */
  readonly sample: Query;
}

/** What one query counts for. */
export type Weight = (query: Query) => number;

/** Counts each shape at each size, in order of first appearance. */
export function tallyShapes(runs: readonly ScalingRun[], weightOf: Weight = () => 1): readonly ShapeTally[] {
  const samples = new Map<string, Query>();
  for (const run of runs) {
    for (const query of run.queries) {
      const known = samples.get(query.shape);
      // Only the first calls of a shape carry a call site, and not each has a line of its own.
      if (known === undefined || precisionOf(query) > precisionOf(known)) {
        samples.set(query.shape, query);
      }
    }
  }
  const byShape = runs.map(({ queries }) => groupBy(queries, ({ shape }) => shape));
  return [...samples.entries()].map(([shape, sample]) => {
    const perRun = byShape.map((shapes) => shapes.get(shape) ?? []);
    return {
      shape,
      sample,
      counts: perRun.map((queries) => sum(queries.map(weightOf))),
      rows: perRun.map((queries) => sumOfKnown(queries.map(({ rows }) => rows))),
    };
  });
}

function precisionOf({ callSite }: Query): number {
  if (callSite === undefined) return 0;
  return callSite.fallback === undefined ? 2 : 1;
}

/** Adds numbers up; undefined where one of them is unknown. */
export function sumOfKnown(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? sum(known) : undefined;
}

/** Adds numbers up. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
