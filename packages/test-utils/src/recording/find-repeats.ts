import { type Filled, groupBy } from './group-by.js';
import type { CallSite, Query } from './query.js';
import { findProvedParent } from './scaling/proved-parent.js';
import { tallyShapes, type ShapeTally } from './scaling/shape-tally.js';
import { keyOfValues } from './values-key.js';

/** A statement that one line of the application sent again and again. */
export interface RepeatedQuery {
  readonly shape: string;
  /** How often it ran. */
  readonly times: number;
  /** With how many different values it ran; undefined where the capture kept none. 1 asks for a kept result, not for a batch. */
  readonly differentValues: number | undefined;
  /** The line that sent it; undefined where none could be found. */
  readonly callSite: CallSite | undefined;
  /** In the order of the calls. */
  readonly queries: readonly [Query, ...Query[]];
  /** A read that returned as many rows as this ran times, where it is the only one that did and it ran before. */
  readonly parent: Query | undefined;
}

/**
 * Finds the statements that ran more than `max` times from one line, the most frequent first.
 *
 * @param queries - In the order of the calls, with their call sites.
 */
export function findRepeats(queries: readonly Query[], max = 1): readonly RepeatedQuery[] {
  const tallies = tallyShapes([{ size: queries.length, items: undefined, queries }]);
  return groupByOrigin(queries)
    .filter((group) => group.length > max)
    .map((group) => describe(group, tallies.filter(isBefore(queries, group))))
    .sort((one, other) => other.times - one.times);
}

type Group = Filled<Query>;

/** Groups queries of one shape and one line. */
export function groupByOrigin(queries: readonly Query[]): readonly Group[] {
  const originOf = ({ shape, callSite }: Query): string =>
    JSON.stringify([shape, callSite?.file, callSite?.line, callSite?.column]);
  return [...groupBy(queries, originOf).values()];
}

/** A tree that is walked level by level repeats one shape, which proves nothing of whose rows it follows. */
function isBefore(all: readonly Query[], [first]: Group): (tally: ShapeTally) => boolean {
  const position = all.indexOf(first);
  return ({ shape, sample }) => shape !== first.shape && all.indexOf(sample) < position;
}

function describe(queries: Group, earlier: readonly ShapeTally[]): RepeatedQuery {
  const [{ shape, callSite }] = queries;
  const parent = findProvedParent([queries.length], earlier)?.sample;
  return { shape, times: queries.length, differentValues: countDifferent(queries), callSite, queries, parent };
}

function countDifferent(queries: Group): number | undefined {
  if (queries.some(({ values }) => values === undefined)) return undefined;
  return new Set(queries.map(keyOfValues)).size;
}
