import type { Growth } from '../recording/scaling/scaling-verdict.js';
import type { ShapeTally } from '../recording/scaling/shape-tally.js';

/** Statements that grow with the rows of the same read. */
export interface GrowthGroup {
  /** Undefined where row counts prove none. */
  readonly parent: ShapeTally | undefined;
  readonly growths: readonly Growth[];
}

/** Groups what grows by the read whose rows it follows, in order of appearance; what follows none comes last. */
export function groupByParent(growths: readonly Growth[]): readonly GrowthGroup[] {
  const parents = [...new Set(growths.map(({ parent }) => parent))];
  const proved = parents.filter((parent) => parent !== undefined);
  const ordered = proved.length < parents.length ? [...proved, undefined] : proved;
  return ordered.map((parent) => ({ parent, growths: growths.filter((growth) => growth.parent === parent) }));
}
