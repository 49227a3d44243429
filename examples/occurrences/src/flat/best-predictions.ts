import type { Classification } from './entities/classification.entity.js';

/** The best classification of each algorithm, ordered by algorithm. */
export function bestPerAlgorithm(classifications: readonly Classification[]): readonly Classification[] {
  const best = new Map<number, Classification>();
  for (const classification of classifications.toSorted(byScore)) {
    const algorithm = classification.algorithm.id;
    if (!best.has(algorithm)) best.set(algorithm, classification);
  }
  return [...best.values()].sort((a, b) => a.algorithm.id - b.algorithm.id);
}

/** The highest score of a taxon; null where no algorithm gave one. */
export function highestScore(classifications: readonly Classification[], taxonId: number): number | null {
  return classifications
    .filter(({ taxon }) => taxon.id === taxonId)
    .reduce<number | null>((highest, { score }) => (isHigher(score, highest) ? score : highest), null);
}

/** As `ORDER BY score DESC NULLS LAST, id`: a missing score is no zero, and equal scores keep one order. */
function byScore(a: Classification, b: Classification): number {
  if (a.score === b.score) return a.id - b.id;
  return isHigher(a.score, b.score) ? -1 : 1;
}

function isHigher(score: number | null, other: number | null): boolean {
  return score !== null && (other === null || score > other);
}
