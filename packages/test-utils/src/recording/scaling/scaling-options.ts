import type { QueryFilter } from './query-filter.js';

/** A statement that may run more often on a larger page. */
export interface ScalingAllowance extends QueryFilter {
  /** Runs per additional item; may be a fraction. Defaults to 1. */
  readonly maxPerItem?: number;
  /** Why it may. Printed with every failure. */
  readonly reason: string;
}

/** How `toNotScaleWithPageSize` measures and judges. */
export interface ScalingOptions<Result = unknown> {
  /** Page sizes in rising order, at least two. Defaults to `[2, 5, 11]`: ORMs treat 0 and 1 as special cases. */
  readonly sizes?: readonly number[];
  /** Brings the data from `previous` to `size` rows, outside of the measurement, before the first run at a size. */
  readonly populate?: (size: number, previous: number) => unknown;
  /** Runs before every run, outside of the measurement: the place to clear caches. If it throws, the test fails. */
  readonly reset?: (size: number) => unknown;
  /** Runs at the smallest size whose counts are discarded. Defaults to 1. */
  readonly warmup?: number;
  /**
   * Counts the items of a result. Defaults to the length of an array, of `data`, `items`, `rows`, `results`, `edges` or
   * `nodes`, also in the body of a response.
   */
  readonly items?: (result: Result) => number | undefined | Promise<number | undefined>;
  /**
   * What the items must show: as many as asked for (`equal`), more on every larger page (`grow`), or nothing (`false`):
   * then a read whose row count grows must be the evidence. Defaults to `equal`.
   */
  readonly expectItems?: 'equal' | 'grow' | false;
  /** What is counted; a simple query can hold several statements. Defaults to `queries`. */
  readonly count?: 'queries' | 'statements';
  /** Looks at these queries only. Defaults to all. */
  readonly only?: QueryFilter | readonly QueryFilter[];
  /** Statements that a cache may answer after the warm-up. Defaults to none. */
  readonly cached?: QueryFilter | readonly QueryFilter[];
  /** Items that one query loads at most: a list of 11 in chunks of 5 takes 3 queries. Defaults to no limit. */
  readonly chunkSize?: number;
  /** Runs of one statement per additional item; may be a fraction. Defaults to 0. */
  readonly maxPerItem?: number;
  /** Statements that may grow, each with a reason. Defaults to none. */
  readonly allow?: readonly ScalingAllowance[];
  /**
   * Whether the check fails because of a query that was sent outside of the action's context, by a timer or a server, instead
   * of having it counted where no other capture could have caused it. Defaults to `false`.
   */
  readonly strict?: boolean;
}

/** An allowance with its default. */
export interface ResolvedAllowance extends ScalingAllowance {
  readonly maxPerItem: number;
}

/** Options with their defaults. */
export interface ResolvedScalingOptions {
  readonly sizes: readonly number[];
  readonly warmup: number;
  readonly expectItems: 'equal' | 'grow' | false;
  readonly count: 'queries' | 'statements';
  readonly only: readonly QueryFilter[];
  readonly cached: readonly QueryFilter[];
  readonly chunkSize: number | undefined;
  readonly maxPerItem: number;
  readonly allow: readonly ResolvedAllowance[];
  readonly strict: boolean;
}

/** An option of a scaling check has a value that it can't have. */
export class ScalingOptionError extends TypeError {
  override readonly name = 'ScalingOptionError';
}

/**
 * Fills in the defaults.
 *
 * @throws {ScalingOptionError} Where an option has an impossible value; the message says which and what to pass.
 */
export function resolveScalingOptions(options: ScalingOptions<never>): ResolvedScalingOptions {
  const { sizes = [2, 5, 11], warmup = 1, maxPerItem = 0, chunkSize, allow = [] } = options;
  ensure(
    isRising(sizes),
    `\`sizes\` must be at least two whole numbers in rising order, received ${JSON.stringify(sizes)}.`,
  );
  ensure(isWhole(warmup), `\`warmup\` must be a number of runs, received ${String(warmup)}.`);
  ensure(maxPerItem >= 0, `\`maxPerItem\` must be 0 or more, received ${String(maxPerItem)}.`);
  const isChunkSize = chunkSize === undefined || (isWhole(chunkSize) && chunkSize > 0);
  ensure(isChunkSize, `\`chunkSize\` must be a number of items, received ${String(chunkSize)}.`);
  return {
    sizes,
    warmup,
    expectItems: options.expectItems ?? 'equal',
    count: options.count ?? 'queries',
    only: listOf(options.only),
    cached: listOf(options.cached),
    chunkSize,
    maxPerItem,
    allow: allow.map(resolveAllowance),
    strict: options.strict ?? false,
  };
}

function resolveAllowance(allowance: ScalingAllowance): ResolvedAllowance {
  const { reason, maxPerItem = 1 } = allowance;
  ensure(
    typeof reason === 'string' && reason.trim() !== '',
    'An entry of `allow` needs a `reason`: say why it may grow.',
  );
  const namesQueries = allowance.shape !== undefined || allowance.sql !== undefined || allowance.table !== undefined;
  ensure(namesQueries, 'An entry of `allow` needs a `shape`, a `table` or `sql`: say which statement may grow.');
  ensure(maxPerItem >= 0, `\`maxPerItem\` of an entry of \`allow\` must be 0 or more, received ${String(maxPerItem)}.`);
  return { ...allowance, maxPerItem };
}

function isRising(sizes: readonly number[]): boolean {
  const isEachLarger = sizes.every((size, index) => isWhole(size) && size > (sizes[index - 1] ?? 0));
  return isEachLarger && sizes.length >= 2;
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function listOf(filter: QueryFilter | readonly QueryFilter[] | undefined): readonly QueryFilter[] {
  if (filter === undefined) return [];
  return isList(filter) ? filter : [filter];
}

function isList(filter: QueryFilter | readonly QueryFilter[]): filter is readonly QueryFilter[] {
  return Array.isArray(filter);
}

function ensure(condition: boolean, message: string): void {
  if (!condition) throw new ScalingOptionError(message);
}
