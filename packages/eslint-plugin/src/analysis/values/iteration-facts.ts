/** Methods of arrays that call their first argument once per item, with the position of the item among its parameters. */
export const ARRAY_CALLBACKS: ReadonlyMap<string, number> = new Map([
  ...['map', 'forEach', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex'].map(
    (name) => [name, 0] as const,
  ),
  ...['reduce', 'reduceRight'].map((name) => [name, 1] as const),
]);

/** Methods of arrays whose result holds the same items. */
export const ARRAY_KEEPERS: ReadonlySet<string> = new Set([
  'filter',
  'slice',
  'concat',
  'reverse',
  'sort',
  'toSorted',
  'toReversed',
  'splice',
  'flat',
]);

/** Methods of arrays whose result is one of the items. */
export const ARRAY_TAKERS: ReadonlySet<string> = new Set(['find', 'at', 'pop', 'shift', 'findLast', 'next']);

/** A function of a package that calls another one for each item of a list. */
export interface Iterator {
  readonly items: number;
  readonly callback: number;
}

const every = (names: readonly string[], iterator: Iterator) => names.map((name) => [name, iterator] as const);
const first: Iterator = { items: 0, callback: 1 };
const limited: Iterator = { items: 0, callback: 2 };
const LODASH = every(
  [
    'map',
    'forEach',
    'each',
    'flatMap',
    'filter',
    'find',
    'some',
    'every',
    'reduce',
    'mapValues',
    'forOwn',
    'keyBy',
    'groupBy',
  ],
  first,
);

/** Iterating functions by package and exported name; `default` is the package's function itself. */
export const ITERATORS: ReadonlyMap<string, ReadonlyMap<string, Iterator>> = new Map([
  ['p-map', new Map(every(['default', 'pMap'], first))],
  ['p-each-series', new Map(every(['default'], first))],
  ['p-map-series', new Map(every(['default'], first))],
  ['p-filter', new Map(every(['default'], first))],
  ['p-reduce', new Map(every(['default'], first))],
  ['lodash', new Map(LODASH)],
  ['lodash-es', new Map(LODASH)],
  ['radash', new Map([...every(['map'], first), ['parallel', { items: 1, callback: 2 }] as const])],
  ['bluebird', new Map(every(['map', 'each', 'mapSeries', 'filter', 'reduce'], first))],
  [
    'async',
    new Map([
      ...every(
        [
          'each',
          'eachSeries',
          'forEach',
          'forEachSeries',
          'forEachOf',
          'map',
          'mapSeries',
          'filter',
          'concat',
          'some',
          'every',
        ],
        first,
      ),
      ...every(['eachLimit', 'forEachLimit', 'mapLimit', 'filterLimit'], limited),
    ]),
  ],
]);

/** Functions that keep their callback for later: it does not run as part of the code that hands it over. */
export const DEFERRING: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'nextTick',
  'queueMicrotask',
  'on',
  'once',
  'off',
  'addListener',
  'addEventListener',
  'subscribe',
  'push',
  'unshift',
  'set',
  'add',
  'register',
  'schedule',
  'scheduleJob',
]);

/** Methods that only lists have: one of them on a value shows that it is a list. */
export const LIST_METHODS = new Set(['map', 'flatMap', 'filter', 'forEach', 'reduce', 'every', 'some', 'join']);
