/**
 * The matchers as functions, for node:test, Mocha and any other runner without `expect.extend`:
 *
 * ```ts
 * import { assertQueries } from '@flatquery/test-utils/assert';
 *
 * test('the list of posts', () => assertQueries(() => listPosts({ limit: 25 }), 2));
 * ```
 *
 * Each runs the action, must be awaited, and rejects with an `AssertionError` of `node:assert` with the message of the
 * matcher.
 *
 * @module
 */
import { assertAction } from './matchers/assert-action.js';
import type { QueryAssertions } from './matchers/assertions.js';
import type { MultiplyOptions } from './matchers/not-multiply-rows.js';
import type { ExpectedRows } from './matchers/return-at-most-rows.js';
import type { QueryOptions } from './matchers/take-options.js';
import type { AgreementOptions } from './recording/agreement/agreement-options.js';
import type { CaseRows, CaseTables } from './recording/agreement/case-tables.js';
import type { GrowthOptions, ScalingOptions } from './recording/scaling/scaling-options.js';

type Given<Name extends keyof QueryAssertions> = Parameters<QueryAssertions[Name]>;

/**
 * Asserts that the action sends that many queries; `toExecuteQueries()` as a function.
 *
 * @example
 * await assertQueries(() => listPosts({ limit: 25 }), 2);
 * @throws {AssertionError} Where it sends others.
 */
export async function assertQueries(action: () => unknown, ...given: Given<'toExecuteQueries'>): Promise<void> {
  await assertAction('toExecuteQueries', assertQueries, action, given);
}

/**
 * Asserts that the action sends at most that many queries, and at least one; `toExecuteAtMostQueries()` as a function.
 *
 * @throws {AssertionError} Where it sends more, or none.
 */
export async function assertAtMostQueries(
  action: () => unknown,
  ...given: Given<'toExecuteAtMostQueries'>
): Promise<void> {
  await assertAction('toExecuteAtMostQueries', assertAtMostQueries, action, given);
}

/**
 * Asserts that the action sends no query, in a process that uses node-postgres; `toExecuteNoQueries()` as a function.
 *
 * @throws {AssertionError} Where it sends one.
 */
export async function assertNoQueries(action: () => unknown, ...given: Given<'toExecuteNoQueries'>): Promise<void> {
  await assertAction('toExecuteNoQueries', assertNoQueries, action, given);
}

/**
 * Asserts that the action sends a query that matches; `toExecuteQueryMatching()` as a function.
 *
 * @throws {AssertionError} Where none does, or not as many as asked for.
 */
export async function assertQueryMatching(
  action: () => unknown,
  ...given: Given<'toExecuteQueryMatching'>
): Promise<void> {
  await assertAction('toExecuteQueryMatching', assertQueryMatching, action, given);
}

/**
 * Asserts that the action sends each statement as often for a large page as for a small one; `toNotScaleWithPageSize()`
 * as a function.
 *
 * @example
 * await assertNotScaling((pageSize) => listPosts({ limit: pageSize }));
 * @throws {AssertionError} Where a statement grows.
 * @throws {@link MissingEvidenceError} Where it is not proved that none does.
 */
export async function assertNotScaling<Result>(
  action: (pageSize: number) => Result | PromiseLike<Result>,
  options?: ScalingOptions<Result>,
): Promise<void> {
  await assertAction('toNotScaleWithPageSize', assertNotScaling, action, options === undefined ? [] : [options]);
}

/**
 * Asserts that `action` sends the same queries however much data there is: `toNotScaleWith()` without a runner.
 *
 * @param populate - Brings the data from `previous` to `size`; is called outside of the measurement.
 * @throws {AssertionError} Where the counts grow.
 * @throws {@link MissingEvidenceError} Where there is no evidence either way.
 *
 * @example
 * await assertNotScalingWith(() => getPost(1), (size, previous) => addComments(1, size - previous));
 */
export async function assertNotScalingWith<Result>(
  action: () => Result | PromiseLike<Result>,
  populate: (size: number, previous: number) => unknown,
  options?: GrowthOptions<Awaited<Result>>,
): Promise<void> {
  const given = options === undefined ? [populate] : [populate, options];
  await assertAction('toNotScaleWith', assertNotScalingWith, action, given);
}

/**
 * Asserts that no line of the application runs one statement for one value after the other: `toNotRepeatQueries()`.
 *
 * @throws {AssertionError} Where one does.
 * @throws {@link MissingEvidenceError} Where there is no evidence either way.
 */
export async function assertNoRepeats(
  action: () => unknown,
  ...given: Parameters<QueryAssertions['toNotRepeatQueries']>
): Promise<void> {
  await assertAction('toNotRepeatQueries', assertNoRepeats, action, given);
}

/**
 * Asserts that no statement runs twice with the same values: `toNotDuplicateQueries()`.
 *
 * @throws {AssertionError} Where one does.
 */
export async function assertNoDuplicates(
  action: () => unknown,
  ...given: Parameters<QueryAssertions['toNotDuplicateQueries']>
): Promise<void> {
  await assertAction('toNotDuplicateQueries', assertNoDuplicates, action, given);
}

/**
 * Asserts that the reads of `action` return at most so many rows: `toReturnAtMostRows()`.
 *
 * @throws {AssertionError} Where they return more.
 */
export async function assertAtMostRows<Result>(
  action: () => Result | PromiseLike<Result>,
  most: ExpectedRows<Awaited<Result>>,
  options?: QueryOptions,
): Promise<void> {
  const given = options === undefined ? [most] : [most, options];
  await assertAction('toReturnAtMostRows', assertAtMostRows, action, given);
}

/**
 * Asserts that no read of `action` returns more columns: `toSelectAtMostColumns()`.
 *
 * @throws {AssertionError} Where one does.
 */
export async function assertAtMostColumns(
  action: () => unknown,
  ...given: Parameters<QueryAssertions['toSelectAtMostColumns']>
): Promise<void> {
  await assertAction('toSelectAtMostColumns', assertAtMostColumns, action, given);
}

/**
 * Asserts that no read of `action` returns the product of two collections: `toNotMultiplyRows()`.
 *
 * @throws {AssertionError} Where one does.
 */
export async function assertNoMultipliedRows<Result>(
  action: () => Result | PromiseLike<Result>,
  options?: MultiplyOptions<Awaited<Result>>,
): Promise<void> {
  const given = options === undefined ? [] : [options];
  await assertAction('toNotMultiplyRows', assertNoMultipliedRows, action, given);
}

/**
 * Asserts that `action` answers what `reference` answers, over generated data: `toAgreeWith()`.
 *
 * @throws {AssertionError} Where it does not, with the smallest case that was found.
 * @throws {@link MissingEvidenceError} Where the reference answers the same in all cases.
 */
export async function assertAgreement<const Tables extends CaseTables>(
  action: (rows: CaseRows<Tables>) => unknown,
  reference: (rows: CaseRows<Tables>) => unknown,
  options: AgreementOptions<Tables>,
): Promise<void> {
  await assertAction('toAgreeWith', assertAgreement, action, [reference, options]);
}

/**
 * Asserts that an index can serve each read of `action`: `toBeServedByIndexes()`.
 *
 * @throws {AssertionError} Where none can.
 * @throws {@link MissingEvidenceError} Where there is no evidence either way.
 */
export async function assertServedByIndexes(
  action: () => unknown,
  ...given: Given<'toBeServedByIndexes'>
): Promise<void> {
  await assertAction('toBeServedByIndexes', assertServedByIndexes, action, given);
}

/**
 * Asserts that `action` holds no more connections at the same time: `toUseAtMostConnections()`.
 *
 * @throws {AssertionError} Where it holds more.
 * @throws {@link MissingEvidenceError} Where there is no evidence either way.
 */
export async function assertAtMostConnections(
  action: () => unknown,
  ...given: Given<'toUseAtMostConnections'>
): Promise<void> {
  await assertAction('toUseAtMostConnections', assertAtMostConnections, action, given);
}
