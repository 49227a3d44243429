import type { ShapeTally } from './shape-tally.js';

/**
 * Finds the read whose rows a repeated statement follows: at every size it returned as many rows as the statement ran
 * times, and it ran first. Where several did, one that itself ran equally often at every size is preferred.
 *
 * @param earlier - Shapes that ran before the repeated one did.
 * @returns Undefined unless exactly one read fits: a guess would send the reader to the wrong line.
 */
export function findProvedParent(counts: readonly number[], earlier: readonly ShapeTally[]): ShapeTally | undefined {
  const fitting = earlier.filter(
    ({ sample, rows }) => sample.kind === 'select' && rows.every((count, index) => count === counts[index]),
  );
  const flat = fitting.filter((tally) => tally.counts.every((count) => count === tally.counts[0]));
  const [parent, ...others] = flat.length > 0 ? flat : fitting;
  return others.length === 0 ? parent : undefined;
}
