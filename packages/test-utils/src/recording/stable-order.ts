import type { Query } from './query.js';

/** What the order goes by. */
export type TimedQuery = Pick<Query, 'shape' | 'startedAtMs' | 'durationMs' | 'error'>;

/** A start and a duration add up to the end with the error of floating point. */
const toleranceMs = 1e-6;

/**
 * Puts queries in an order that does not depend on how fast the server answers: that of the calls, until two of them are in
 * flight at once, and by shape from the first of these on. Which of two chains side by side sends its second query first is chance.
 */
export function inStableOrder<Timed extends TimedQuery>(queries: readonly Timed[]): readonly Timed[] {
  const first = queries.findIndex((query, index) => {
    const next = queries[index + 1];
    return next !== undefined && next.startedAtMs < endOf(query) - toleranceMs;
  });
  if (first === -1) return queries;
  return [...queries.slice(0, first), ...queries.slice(first).sort(byShape)];
}

/** A failed one is over for its caller before the server has said so. */
function endOf({ startedAtMs, durationMs = Infinity, error }: TimedQuery): number {
  return error === undefined ? startedAtMs + durationMs : startedAtMs;
}

/** Not by the language of the machine. */
function byShape({ shape: one }: TimedQuery, { shape: other }: TimedQuery): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
