import { inspect } from 'node:util';
import { isObject } from '../interceptor/driver.js';
import type { Query, QueryKind } from '../recording/query.js';
import { explainCount, type CountRange } from '../report/explain-count.js';
import { explainGroups, type QueryGroup } from '../report/explain-groups.js';
import { ensureSomethingSent } from './ensure-something-sent.js';
import { MatcherError } from './matcher-error.js';
import type { QueryAssertion, Taken } from './query-assertion.js';
import { isCount } from './take-count.js';
import { takeOptions } from './take-options.js';

const kinds = ['select', 'insert', 'update', 'delete', 'copy', 'other'] as const satisfies readonly QueryKind[];

/** Queries by kind and by table. Where kinds are named, the others are expected not to occur; likewise tables. */
export type ExpectedGroups = Readonly<Partial<Record<QueryKind, number>>> & {
  /** A query of several tables counts for each of them. */
  readonly tables?: Readonly<Record<string, number>>;
};

/** A number of queries, the bounds of one (a bound that is left out does not limit), or numbers by kind and by table. */
export type ExpectedQueries = number | { readonly min?: number; readonly max?: number } | ExpectedGroups;

/** What {@link ExpectedQueries} stands for. */
type ExpectedCount = Taken &
  ({ readonly range: CountRange; readonly isLimit: boolean } | { readonly groups: ExpectedGroups });

/** Asserts how many queries are sent, in all or by kind and table. */
export const executeQueries: QueryAssertion<ExpectedCount> = {
  take: (matcher, [expected, options]) => ({
    ...(rangeOf(expected) ?? groupsOf(expected) ?? refuse(matcher, expected)),
    ...takeOptions(matcher, options, []),
  }),
  judge: ({ matcher, expected, observation }) => {
    if ('range' in expected) {
      const { range, isLimit } = expected;
      if (isLimit) ensureSomethingSent(matcher, observation);
      const { length } = observation.queries;
      const pass = length >= range.min && length <= range.max;
      return { pass, explain: (printing) => explainCount({ ...printing, expected: range, observation }) };
    }
    const groups = compareGroups(observation.queries, expected.groups);
    const pass = groups.every((group) => group.queries.length === group.expected);
    return { pass, explain: (printing) => explainGroups({ ...printing, groups, observation }) };
  },
};

/** A limit that leaves the other end open holds for an action that does nothing; a `min` of 0 says that this is meant. */
function rangeOf(expected: unknown): { readonly range: CountRange; readonly isLimit: boolean } | undefined {
  if (isCount(expected)) return { range: { min: expected, max: expected }, isLimit: false };
  if (!isObject(expected) || !('min' in expected || 'max' in expected)) return undefined;
  const { min = 0, max = Infinity, ...others } = expected;
  const isRange = isCount(min) && (isCount(max) || max === Infinity) && min <= max;
  if (!isRange || Object.keys(others).length > 0) return undefined;
  return { range: { min, max }, isLimit: expected['min'] === undefined };
}

function groupsOf(expected: unknown): { readonly groups: ExpectedGroups } | undefined {
  if (!isObject(expected)) return undefined;
  const { tables, ...byKind } = expected;
  const isNamed = Object.keys(expected).length > 0 && Object.keys(byKind).every((name) => isKind(name));
  const areCounts = Object.values(byKind).every(isCount);
  const areTables =
    !('tables' in expected) ||
    (isObject(tables) && Object.keys(tables).length > 0 && Object.values(tables).every(isCount));
  return isNamed && areCounts && areTables ? { groups: expected } : undefined;
}

function refuse(matcher: string, expected: unknown): never {
  const wanted =
    'needs a number of queries, { min, max }, or numbers by kind ({ select: 1 }) or by table ({ tables: { users: 1 } })';
  throw new MatcherError(`${matcher}() ${wanted}, received ${inspect(expected)}.`);
}

function compareGroups(queries: readonly Query[], { tables, ...byKind }: ExpectedGroups): readonly QueryGroup[] {
  return [
    ...(Object.keys(byKind).length === 0 ? [] : kinds.map((kind) => compareKind(queries, kind, byKind[kind]))),
    ...(tables === undefined ? [] : compareTables(queries, tables)),
  ];
}

function compareKind(queries: readonly Query[], kind: QueryKind, expected = 0): QueryGroup {
  return { name: kind, expected, queries: queries.filter((query) => query.kind === kind) };
}

function compareTables(queries: readonly Query[], expected: Readonly<Record<string, number>>): readonly QueryGroup[] {
  const names = new Set([...Object.keys(expected), ...queries.flatMap(({ tables }) => tables)]);
  const withoutTable = queries.filter(({ tables }) => tables.length === 0);
  return [
    ...[...names].map((name) => ({
      name: `of ${name}`,
      expected: expected[name] ?? 0,
      queries: queries.filter(({ tables }) => tables.includes(name)),
    })),
    ...(withoutTable.length === 0 ? [] : [{ name: 'of no table', expected: 0, queries: withoutTable }]),
  ];
}

function isKind(name: string): name is QueryKind {
  return kinds.some((kind) => kind === name);
}
