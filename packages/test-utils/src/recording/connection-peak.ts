import type { Checkout, Connection } from '../interceptor/connections.js';
import type { SentQuery } from '../interceptor/sent-query.js';
import { resolveCallSite } from './call-site.js';
import { CapturedQuery } from './captured-query.js';
import { holdsOf, peakOf, type Hold } from './connections-held.js';
import type { CallSite, Query } from './query.js';

/** A connection that was held when the most were. */
export interface HeldConnection {
  /** The query that ran on it, or the last one before; undefined where none had run yet. */
  readonly query: Query | undefined;
  /** Whether that query was running. */
  readonly isRunning: boolean;
  /** The line that took it from its pool by `connect`, where that is known. */
  readonly takenAt: CallSite | undefined;
}

/** The most connections that were held at the same time. */
export interface ConnectionPeak {
  readonly most: number;
  /** Which they were. */
  readonly held: readonly HeldConnection[];
}

/** Answers which connections were held when the most were. */
export function connectionPeakOf(queries: readonly SentQuery[], checkouts: readonly Checkout[]): ConnectionPeak {
  const holds = holdsOf(queries, checkouts);
  const { most, atMs } = peakOf([...holds.values()].flat());
  const held = [...holds]
    .filter(([, times]) => times.some((time) => isAt(time, atMs)))
    .map(([connection]) => describe(connection, atMs, queries, checkouts));
  return { most, held };
}

/** One that has gone back by then has made room. */
function isAt({ from, to }: Hold, atMs: number): boolean {
  return from <= atMs && (to > atMs || from === to);
}

function describe(
  connection: Connection,
  atMs: number,
  queries: readonly SentQuery[],
  checkouts: readonly Checkout[],
): HeldConnection {
  const sent = queries.filter((query) => query.connection === connection && query.holdsFromMs <= atMs).at(-1);
  const checkout = checkouts.findLast(
    (taken) => taken.connection === connection && !taken.isOfQuery && taken.holdsFromMs <= atMs,
  );
  const site = checkout?.origin?.site;
  return {
    query: sent === undefined ? undefined : new CapturedQuery(sent, 'scope', false),
    isRunning: sent !== undefined && (sent.endedAtMs ?? Infinity) > atMs,
    takenAt: site === undefined ? undefined : resolveCallSite(site),
  };
}
