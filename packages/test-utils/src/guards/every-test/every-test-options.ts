import { inspect } from 'node:util';
import { propertyOf } from '../../interceptor/driver.js';
import { isCount } from '../../matchers/take-count.js';
import { MatcherError } from '../../matchers/matcher-error.js';
import type { Query } from '../../recording/query.js';
import { holdsPattern, matchesFilter, namesQueries, type QueryFilter } from '../../recording/scaling/query-filter.js';
import { listOf } from '../../report/wording.js';

/** Statements that may repeat in every test. Where several properties are named, all must hold. */
export interface AllowedRepeat extends QueryFilter {
  /** The file that sends them, as messages print it; a part of it, or a pattern: where tests make their data, for instance. */
  readonly file?: string | RegExp;
  /** Why they may. */
  readonly reason: string;
}

/** A list endpoint that needs no scaling check. */
export interface AllowedEndpoint {
  /** As the report names it, `GET /countries`; or a pattern. */
  readonly endpoint: string | RegExp;
  /** Why it needs none. */
  readonly reason: string;
}

/** What every test is held to. */
export interface EveryTestOptions {
  /**
   * File of the findings that are let pass because they are old, from the working directory. Defaults to none.
   */
  readonly baseline?: string;
  /** Sets of values with which one line may run one statement within one HTTP request. Defaults to 1. */
  readonly max?: number;
  /**
   * The same for the rest of a test, which may itself call a function for several rows.
   * Defaults to 4.
   */
  readonly maxOutsideRequests?: number;
  /** Statements that may repeat, and list endpoints without a scaling check, each with a reason. Defaults to none. */
  readonly allow?: readonly (AllowedRepeat | AllowedEndpoint)[];
}

/** {@link EveryTestOptions} with all defaults. */
export interface TakenEveryTestOptions {
  readonly baseline: string | undefined;
  readonly max: number;
  readonly maxOutsideRequests: number;
  readonly repeats: readonly AllowedRepeat[];
  readonly endpoints: readonly AllowedEndpoint[];
}

const names = ['baseline', 'max', 'maxOutsideRequests', 'allow'];

/**
 * Takes the options of `everyTest()`.
 *
 * @throws {@link MatcherError} Where they are none; the message says what was received and what to pass.
 */
export function takeEveryTestOptions(given: unknown = {}): TakenEveryTestOptions {
  if (typeof given !== 'object' || given === null || !Object.keys(given).every((name) => names.includes(name))) {
    throw new MatcherError(`everyTest() takes the options ${listOf(names)}, received ${inspect(given)}.`);
  }
  const { baseline, max = 1, maxOutsideRequests = 4, allow = [] } = given as Readonly<Record<string, unknown>>;
  if (baseline !== undefined && (typeof baseline !== 'string' || baseline.trim() === '')) {
    throw new MatcherError(`everyTest() needs the path of a file for \`baseline\`, received ${inspect(baseline)}.`);
  }
  const isAllowed = (entry: unknown): boolean => isAllowedRepeat(entry) || isAllowedEndpoint(entry);
  if (!Array.isArray(allow) || !allow.every(isAllowed)) {
    throw new MatcherError(
      'everyTest() needs for `allow` a list of { table, shape, sql, file or endpoint, reason }, received ' +
        `${inspect(allow)}.`,
    );
  }
  return {
    ...{ baseline, max: takeMax('max', max), maxOutsideRequests: takeMax('maxOutsideRequests', maxOutsideRequests) },
    ...{ repeats: allow.filter(isAllowedRepeat), endpoints: allow.filter(isAllowedEndpoint) },
  };
}

/** Answers whether an entry lets a query repeat. @param file - As messages print it. */
export function allowsRepeat(allowed: AllowedRepeat, query: Query, file: string): boolean {
  if (allowed.file !== undefined && !holdsPattern(file, allowed.file)) return false;
  return !namesQueries(allowed) || matchesFilter(query, allowed);
}

/** Answers whether an entry lets an endpoint go without a scaling check. */
export function allowsEndpoint({ endpoint: allowed }: AllowedEndpoint, endpoint: string): boolean {
  return typeof allowed === 'string' ? allowed === endpoint : holdsPattern(endpoint, allowed);
}

/** Answers whether a text gives a reason. */
export function isReason(reason: unknown): reason is string {
  return typeof reason === 'string' && reason.trim() !== '';
}

function takeMax(name: string, given: unknown): number {
  if (isCount(given) && given >= 1) return given;
  throw new MatcherError(
    `everyTest() needs a number of sets of values from 1 for \`${name}\`, received ${inspect(given)}.`,
  );
}

function isAllowedRepeat(entry: unknown): entry is AllowedRepeat {
  return isPattern(propertyOf(entry, 'file'), namesQueries(entry)) && isReason(propertyOf(entry, 'reason'));
}

function isAllowedEndpoint(entry: unknown): entry is AllowedEndpoint {
  return isPattern(propertyOf(entry, 'endpoint'), false) && isReason(propertyOf(entry, 'reason'));
}

function isPattern(value: unknown, otherwise: boolean): boolean {
  return value === undefined ? otherwise : typeof value === 'string' || value instanceof RegExp;
}
