import type { Checkout, Connection } from '../interceptor/connections.js';
import type { SentQuery } from '../interceptor/sent-query.js';
import { groupBy } from './group-by.js';

/** A time in which a connection is held, in milliseconds of `performance.now()`. */
export interface Hold {
  from: number;
  /** Infinity where it has not ended. */
  to: number;
}

/**
 * Answers the most connections that were held at the same time.
 *
 * A connection counts from when it is asked for, unless the pool has none left. One that was taken out of a pool is held until it goes back. Of any other one only its queries tell: it is held
 * while one runs, and between two of which the later is in a transaction.
 */
export function mostConnectionsHeld(queries: readonly SentQuery[], checkouts: readonly Checkout[]): number {
  return peakOf([...holdsOf(queries, checkouts).values()].flat()).most;
}

/** Answers when each connection was held, by the same rules. */
export function holdsOf(
  queries: readonly SentQuery[],
  checkouts: readonly Checkout[],
): ReadonlyMap<Connection, readonly Hold[]> {
  const holds = new Map<Connection, Hold[]>();
  const add = (connection: Connection, hold: Hold): void => {
    const known = holds.get(connection);
    if (known === undefined) holds.set(connection, [hold]);
    else known.push(hold);
  };
  for (const { connection, holdsFromMs, releasedAtMs, isOfQuery } of checkouts) {
    if (connection === undefined || isOfQuery) continue;
    add(connection, { from: holdsFromMs, to: releasedAtMs ?? Infinity });
  }
  const sent = queries.filter(({ isUnsent }) => !isUnsent);
  for (const [connection, own] of groupBy(sent, (query) => query.connection)) {
    if (connection === undefined) continue;
    for (const hold of holdsOfQueries(own)) add(connection, hold);
  }
  return new Map([...holds].map(([connection, held]) => [connection, mergeHolds(held)]));
}

function holdsOfQueries(queries: readonly SentQuery[]): readonly Hold[] {
  const holds: Hold[] = [];
  for (const { holdsFromMs: from, endedAtMs, inTransaction } of queries) {
    const last = holds.at(-1);
    const to = endedAtMs ?? Infinity;
    if (last !== undefined && inTransaction === true) last.to = Math.max(last.to, to);
    else holds.push({ from, to });
  }
  return holds;
}

/** Several reasons to hold one connection at the same time make one hold. */
function mergeHolds(holds: readonly Hold[]): readonly Hold[] {
  const merged: Hold[] = [];
  for (const hold of holds.toSorted((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last !== undefined && hold.from <= last.to) last.to = Math.max(last.to, hold.to);
    else merged.push({ ...hold });
  }
  return merged;
}

/** Answers how many of the times overlap at most, and when they first did. */
export function peakOf(holds: readonly Hold[]): { readonly most: number; readonly atMs: number } {
  const changes = holds.flatMap(({ from, to }) => [
    { atMs: from, by: 1 },
    { atMs: to, by: -1 },
  ]);
  // One that goes back makes room for one that is taken at the same time.
  changes.sort((one, other) => one.atMs - other.atMs || one.by - other.by);
  let held = 0;
  let peak = { most: Math.min(holds.length, 1), atMs: holds[0]?.from ?? 0 };
  for (const { atMs, by } of changes) {
    held += by;
    if (held > peak.most) peak = { most: held, atMs };
  }
  return peak;
}
