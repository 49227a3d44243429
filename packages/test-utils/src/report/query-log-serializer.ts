import { inStableOrder, type TimedQuery } from '../recording/stable-order.js';

/** What a snapshot is made of: a capture, finished or not. */
interface QueryLog {
  readonly queries: readonly TimedQuery[];
}

/**
 * Prints the queries of a capture in a snapshot: each shape once, in order of first appearance, with how often it ran.
 *
 * Neither times nor rows, values or lines of code are in it, nor queries that don't count. From the first two that are in flight
 * at once on, shapes are sorted: then their order can depend on the server.
 *
 * @example
 * expect.addSnapshotSerializer(queryLogSerializer);
 * expect(await captureQueries(() => listPosts({ limit: 25 }))).toMatchInlineSnapshot(`
 *   1× select * from post order by id limit $1
 *   1× select * from author where id in (…)
 * `);
 */
export const queryLogSerializer = {
  /** Whether a value is a capture. */
  test(value: unknown): boolean {
    return isCapture(value);
  },

  /** @param indentation - Of the lines after the first, where the capture is part of another value. */
  serialize(capture: QueryLog, _config: unknown, indentation: string): string {
    return printQueryLog(capture.queries).join(indentation === '' ? '\n' : `\n${indentation}  `);
  },
};

/** Prints each shape with how often it ran, in order of first appearance as far as that is no chance, one line each. */
export function printQueryLog(queries: QueryLog['queries']): readonly string[] {
  const counts = new Map<string, number>();
  for (const { shape } of inStableOrder(queries)) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  if (counts.size === 0) return ['no queries'];
  // Not aligned: a count with one more digit would change every line.
  return [...counts].map(([shape, count]) => `${count}× ${shape}`);
}

/** By its figures: several copies of this package may be loaded. */
function isCapture(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ['queries', 'uncounted', 'unattributed', 'byShape', 'roundTrips'].every((figure) => figure in value);
}
