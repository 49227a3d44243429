import type { QueryFilter } from './query-filter.js';

/** A statement that may run more often on a larger page. */
export interface ScalingAllowance extends QueryFilter {
  /** Runs per additional item; may be a fraction. Defaults to 1. */
  readonly maxPerItem?: number;
  /** Why it may. Printed with every failure. */
  readonly reason: string;
}

/**
 * What is counted: calls of the driver, statements (a simple query can hold several), answers of the server (a cursor
 * waits for one per batch), or rows fetched per item.
 */
export type ScalingCount = 'queries' | 'statements' | 'roundTrips' | 'rows';

/** How a scaling check measures and judges, whatever grows. */
export interface GrowthOptions<Result = unknown> {
  /** Sizes in rising order, at least two. Defaults to `[2, 5, 11]`: ORMs treat 0 and 1 as special cases. */
  readonly sizes?: readonly number[];
  /** Runs before every run, outside of the measurement: the place to clear caches. If it throws, the test fails. */
  readonly reset?: (size: number) => unknown;
  /** Runs at the smallest size whose counts are discarded. Defaults to 1. */
  readonly warmup?: number;
  /** Counts the items of a result. */
  readonly items?: (result: Result) => number | undefined | Promise<number | undefined>;
  /** What is counted. Defaults to `queries`. */
  readonly count?: ScalingCount;
  /** Looks at these queries only. Defaults to all. */
  readonly only?: QueryFilter | readonly QueryFilter[];
  /** Statements that a cache may answer after the warm-up. Defaults to none. */
  readonly cached?: QueryFilter | readonly QueryFilter[];
  /** Items that one query loads at most: a list of 11 in chunks of 5 takes 3 queries. Defaults to no limit. */
  readonly chunkSize?: number;
  /**
   * Runs of one statement per additional item; may be a fraction. Where rows are counted: rows of one statement per
   * additional item. Defaults to 0, for rows to what an item takes at the smallest size.
   */
  readonly maxPerItem?: number;
  /** Statements that may grow, each with a reason. Defaults to none. */
  readonly allow?: readonly ScalingAllowance[];
  /** Whether a failure prints the values of parameters: they end up in the logs of CI. Defaults to `false`. */
  readonly showValues?: boolean;
  /**
   * Whether the check fails because of a query that was sent outside of the action's context, by a timer or a server, instead
   * of having it counted where no other capture could have caused it. Defaults to `false`.
   */
  readonly strict?: boolean;
}

/**
 * How `toNotScaleWithPageSize` measures and judges. By default, the items of a result are the length of an array, of
 * `data`, `items`, `rows`, `results`, `edges` or `nodes`, also in the body of a response.
 */
export interface ScalingOptions<Result = unknown> extends GrowthOptions<Result> {
  /** Brings the data from `previous` to `size` rows, outside of the measurement, before the first run at a size. */
  readonly populate?: (size: number, previous: number) => unknown;
  /**
   * What the items must show: as many as asked for (`equal`), more on every larger page (`grow`), or nothing (`false`):
   * then a read whose row count grows must be the evidence. Defaults to `equal`.
   */
  readonly expectItems?: 'equal' | 'grow' | false;
}

/** An allowance with its default. */
export interface ResolvedAllowance extends ScalingAllowance {
  readonly maxPerItem: number;
}

/** What grows from run to run. */
export type Dimension = 'page size' | 'data size';

/** Options with their defaults. */
export interface ResolvedScalingOptions {
  readonly dimension: Dimension;
  readonly sizes: readonly number[];
  readonly warmup: number;
  readonly expectItems: 'equal' | 'grow' | false;
  readonly count: ScalingCount;
  readonly only: readonly QueryFilter[];
  readonly cached: readonly QueryFilter[];
  readonly chunkSize: number | undefined;
  /** Undefined where rows are judged by what an item takes at a smaller size. */
  readonly maxPerItem: number | undefined;
  readonly allow: readonly ResolvedAllowance[];
  readonly showValues: boolean;
  readonly strict: boolean;
}
