import { groupBy } from '../group-by.js';
import type { ShapeTally } from './shape-tally.js';

/**
 * Leaves out the shapes that only take each other's place: `id = $1` for one row and `id in (…)` for several, or a list
 * of conditions with one more of them per row. They do the same to the same tables, and together they don't grow.
 *
 * @param grows - Judges counts, one figure per size.
 */
export function withoutSwapped(
  tallies: readonly ShapeTally[],
  grows: (counts: readonly number[], tally: ShapeTally) => boolean,
): readonly ShapeTally[] {
  const swapped = new Set<ShapeTally>();
  for (const group of groupsOf(tallies)) {
    // Each entry is a shape that fell, or several that together did not grow.
    const fallen = group.filter((tally) => falls(tally.counts) && !grows(tally.counts, tally)).map(alone);
    for (const tally of group.filter(({ counts }) => growsAtAll(counts))) {
      const partner = fallen.find(({ counts }) => !grows(add(counts, tally.counts), tally));
      if (partner === undefined) {
        if (falls(tally.counts)) fallen.push(alone(tally));
        continue;
      }
      partner.counts = add(partner.counts, tally.counts);
      partner.tallies.push(tally);
      for (const member of partner.tallies) swapped.add(member);
    }
  }
  return tallies.filter((tally) => !swapped.has(tally));
}

interface Fallen {
  counts: readonly number[];
  readonly tallies: ShapeTally[];
}

function alone(tally: ShapeTally): Fallen {
  return { counts: tally.counts, tallies: [tally] };
}

/** One text per kind and set of tables. */
function groupKeyOf({ sample }: ShapeTally): string {
  return JSON.stringify([sample.kind, [...sample.tables].sort()]);
}

/** Groups shapes that do the same to the same tables. */
export function groupsOf(tallies: readonly ShapeTally[]): readonly (readonly ShapeTally[])[] {
  return [...groupBy(tallies, groupKeyOf).values()];
}

/** Adds up counts size by size. */
export function add(one: readonly number[], other: readonly number[]): readonly number[] {
  return one.map((count, index) => count + (other[index] ?? 0));
}

function falls(counts: readonly number[]): boolean {
  return counts.some((count, index) => index > 0 && count < (counts[index - 1] ?? 0));
}

function growsAtAll(counts: readonly number[]): boolean {
  return counts.some((count, index) => index > 0 && count > (counts[index - 1] ?? 0));
}
