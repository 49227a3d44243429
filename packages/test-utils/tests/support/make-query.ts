import type { FinishedCapture } from '../../src/matchers/require-capture.js';
import type { Query } from '../../src/recording/query.js';
import { describeSql } from '../../src/recording/sql-description.js';
import type { Observation, Observe } from '../../src/recording/scaling/observation.js';

/** Makes a query as a capture would report it; `rows` is null where they are unknown. */
export function makeQuery(sql: string, rows: number | null = 1, details: Partial<Query> = {}): Query {
  const { shape, kind, tables, statements } = describeSql(sql);
  return {
    ...{ sql, shape, kind, tables, statements, roundTrips: 1, rows: rows ?? undefined },
    ...{
      values: undefined,
      columns: undefined,
      durationMs: 1,
      startedAtMs: 0,
      poolWaitMs: undefined,
      callSite: undefined,
      transaction: false,
    },
    ...{ driver: 'pg', error: undefined, uncounted: undefined, attribution: 'scope' },
    ...details,
  };
}

/** A call site in the application under test, relative to the working directory. */
export function siteAt(file: string, line: number, functionName?: string): Query['callSite'] {
  return { file: `${process.cwd()}/${file}`, line, column: 5, functionName };
}

/** What a hand-made run returns and sends. */
export interface Run {
  readonly result?: unknown;
  readonly queries?: readonly Query[];
  readonly observation?: Partial<Observation<unknown>>;
}

/** Stands in for a capture: the action returns what is to be observed. */
export const observeRun: Observe = async <Result>(action: () => Result | PromiseLike<Result>) => {
  const base = { uncounted: [], unattributed: [], late: [], sawPg: true };
  try {
    const run = (await action()) as Run;
    const outcome = { status: 'returned' as const, result: run.result as Result };
    return { ...base, outcome, queries: run.queries ?? [], ...(run.observation as Partial<Observation<Result>>) };
  } catch (error) {
    return { ...base, outcome: { status: 'threw' as const, error }, queries: [] };
  }
};

/** A finished capture. */
export function makeCapture(capture: Partial<FinishedCapture>): FinishedCapture {
  return { queries: [], uncounted: [], unattributed: [], late: [], driverSeen: true, ...capture };
}

/** The posts of a page. */
export function page(size: number): Query {
  return makeQuery(`select * from post order by id limit ${size}`, size, {
    callSite: siteAt('src/posts.ts', 20, 'listPosts'),
  });
}

/** The author of each post of a page, one by one. */
export function authors(count: number): Query[] {
  const callSite = siteAt('src/posts.ts', 24, 'authorOf');
  return Array.from({ length: count }, (_, id) => makeQuery(`select * from author where id = ${id}`, 1, { callSite }));
}

/** An array of that many items. */
export function items(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
