import type { ScalingRun } from './scaling-run.js';
import { tallyShapes } from './shape-tally.js';

/** A shape that did not run as often in the second run at a size as in the first. */
export interface Disagreement {
  readonly size: number;
  readonly shape: string;
  readonly first: number;
  readonly second: number;
}

/** Lists where two runs at one size differ. */
export function findDisagreements(runs: readonly ScalingRun[]): readonly Disagreement[] {
  return [...new Set(runs.map(({ size }) => size))].flatMap((size) => {
    const [first, ...repeats] = runs.filter((run) => run.size === size);
    if (first === undefined) return [];
    return repeats.flatMap((repeat) =>
      tallyShapes([first, repeat])
        .map(({ shape, counts: [before = 0, after = 0] }) => ({ size, shape, first: before, second: after }))
        .filter((pair) => pair.first !== pair.second),
    );
  });
}

/** Answers whether the second runs only sent fewer queries, as they do while a cache warms up. */
export function onlyFell(disagreements: readonly Disagreement[]): boolean {
  return disagreements.length > 0 && disagreements.every(({ first, second }) => second < first);
}
