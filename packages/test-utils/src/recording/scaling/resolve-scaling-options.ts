import { inspect } from 'node:util';
import type { QueryFilter } from './query-filter.js';
import type {
  Dimension,
  ResolvedAllowance,
  ResolvedScalingOptions,
  ScalingAllowance,
  ScalingCount,
  ScalingOptions,
} from './scaling-options.js';

/** An option of a scaling check has a value that it can't have. */
export class ScalingOptionError extends TypeError {
  override readonly name = 'ScalingOptionError';
}

const counts: readonly ScalingCount[] = ['queries', 'statements', 'roundTrips', 'rows'];

const namesOfGrowth = [
  ...[
    'sizes',
    'reset',
    'warmup',
    'items',
    'count',
    'only',
    'cached',
    'chunkSize',
    'maxPerItem',
    'allow',
    'showValues',
    'strict',
  ],
];

const namesOf: Readonly<Record<Dimension, readonly string[]>> = {
  'page size': [...namesOfGrowth, 'populate', 'expectItems'],
  'data size': namesOfGrowth,
};

/**
 * Fills in the defaults.
 *
 * @throws {ScalingOptionError} Where an option is unknown or has an impossible value; the message says which and what to
 * pass.
 */
export function resolveScalingOptions(
  options: ScalingOptions<never>,
  dimension: Dimension = 'page size',
): ResolvedScalingOptions {
  ensureKnown(options, namesOf[dimension]);
  const { sizes = [2, 5, 11], warmup = 1, count = 'queries', chunkSize, allow = [] } = options;
  const { showValues = false, strict = false } = options;
  const { expectItems = dimension === 'page size' ? 'equal' : 'grow' } = options;
  ensure(isRising(sizes), 'sizes', 'at least two whole numbers from 1 in rising order', sizes);
  ensure(isWhole(warmup), 'warmup', 'a number of runs', warmup);
  ensure(counts.includes(count), 'count', "'queries', 'statements', 'roundTrips' or 'rows'", count);
  ensure(['equal', 'grow', false].includes(expectItems), 'expectItems', "'equal', 'grow' or false", expectItems);
  ensure(chunkSize === undefined || (isWhole(chunkSize) && chunkSize > 0), 'chunkSize', 'a number of items', chunkSize);
  ensure(chunkSize === undefined || count !== 'rows', 'chunkSize', 'left out where rows are counted', chunkSize);
  ensure(typeof showValues === 'boolean', 'showValues', 'true or false', showValues);
  ensure(typeof strict === 'boolean', 'strict', 'true or false', strict);
  ensure(Array.isArray(allow), 'allow', 'a list', allow);
  for (const name of ['populate', 'reset', 'items'] as const) {
    ensure(['undefined', 'function'].includes(typeof options[name]), name, 'a function', options[name]);
  }
  return {
    ...{ dimension, sizes, warmup, expectItems, count, chunkSize, showValues, strict },
    only: filtersOf('only', options.only),
    cached: filtersOf('cached', options.cached),
    maxPerItem: rateOf('maxPerItem', options.maxPerItem ?? (count === 'rows' ? undefined : 0)),
    allow: allow.map(resolveAllowance),
  };
}

function ensureKnown(options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ScalingOptionError(`The options must be an object, received ${inspect(options)}.`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new ScalingOptionError(`There is no option \`${unknown}\`. The options are ${known.join(', ')}.`);
}

function resolveAllowance(allowance: ScalingAllowance): ResolvedAllowance {
  const { reason, maxPerItem = 1 } = allowance;
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new ScalingOptionError('An entry of `allow` needs a `reason`: say why it may grow.');
  }
  if (!namesQueries(allowance)) {
    throw new ScalingOptionError(
      'An entry of `allow` needs a `shape`, a `table` or `sql`: say which statement may grow.',
    );
  }
  return { ...allowance, maxPerItem: rateOf('maxPerItem` of an entry of `allow', maxPerItem) ?? 0 };
}

function rateOf(name: string, rate: number | undefined): number | undefined {
  ensure(rate === undefined || (typeof rate === 'number' && rate >= 0), name, '0 or more', rate);
  return rate;
}

function filtersOf(name: string, given: QueryFilter | readonly QueryFilter[] | undefined): readonly QueryFilter[] {
  const filters: readonly QueryFilter[] = given === undefined ? [] : isList(given) ? given : [given];
  ensure(filters.every(namesQueries), name, 'a filter with a `shape`, a `table` or `sql`, or a list of them', given);
  return filters;
}

function namesQueries(filter: unknown): boolean {
  if (typeof filter !== 'object' || filter === null) return false;
  return ['shape', 'table', 'sql'].some((name) => Reflect.get(filter, name) !== undefined);
}

function isRising(given: readonly number[]): boolean {
  const sizes: readonly number[] = Array.isArray(given) ? given : [];
  if (sizes.length < 2) return false;
  return sizes.every((size, index) => isWhole(size) && size > (sizes[index - 1] ?? 0));
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isList(filter: QueryFilter | readonly QueryFilter[]): filter is readonly QueryFilter[] {
  return Array.isArray(filter);
}

function ensure(condition: boolean, name: string, wanted: string, received: unknown): void {
  if (!condition) throw new ScalingOptionError(`\`${name}\` must be ${wanted}, received ${inspect(received)}.`);
}
