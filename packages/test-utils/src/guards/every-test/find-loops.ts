import type { IncomingRequest } from '../../interceptor/served-request.js';
import type { SentQuery } from '../../interceptor/sent-query.js';
import { CapturedQuery } from '../../recording/captured-query.js';
import { findRepeats, type RepeatedQuery } from '../../recording/find-repeats.js';

/** A statement that one line ran for one value after the other. */
export interface Loop {
  readonly repeat: RepeatedQuery;
  /** The request that was served meanwhile; undefined outside of any. */
  readonly request: IncomingRequest | undefined;
  /** Its first query. */
  readonly first: SentQuery | undefined;
}

/**
 * Finds the statements that one line ran with more than `max` sets of values, among the queries of one request, or of a test
 * outside of requests.
 */
export function findLoops(
  sent: readonly SentQuery[],
  request: IncomingRequest | undefined,
  max: number,
): readonly Loop[] {
  // Where no line sends more, shapes and lines of the source need not be known.
  if (!couldRepeat(sent, max)) return [];
  const sentOf = new Map(sent.map((query) => [new CapturedQuery(query, 'adopted', true), query] as const));
  const counted = [...sentOf.keys()].filter(({ uncounted }) => uncounted === undefined);
  return findRepeats(counted, max)
    .filter(({ differentValues = 0 }) => differentValues > max)
    .map((repeat) => ({ repeat, request, first: sentOf.get(repeat.queries[0] as CapturedQuery) }));
}

function couldRepeat(sent: readonly SentQuery[], max: number): boolean {
  const times = new Map<object | undefined, number>();
  for (const { origin } of sent) {
    const seen = (times.get(origin?.site) ?? 0) + 1;
    if (seen > max) return true;
    times.set(origin?.site, seen);
  }
  return false;
}
