import { actionMatcher } from './action-matcher.js';
import type { CaptureAssertions, QueryAssertions, SnapshotAssertions } from './assertions.js';
import { beServedByIndexes } from './be-served-by-indexes.js';
import { captureMatcher } from './capture-matcher.js';
import { executeAtMostQueries } from './execute-at-most-queries.js';
import { executeNoQueries } from './execute-no-queries.js';
import { executeQueries } from './execute-queries.js';
import { executeQueryMatching } from './execute-query-matching.js';
import type { ActionMatcher, CaptureMatcher } from './matcher-context.js';
import { notDuplicateQueries } from './not-duplicate-queries.js';
import { notMultiplyRows } from './not-multiply-rows.js';
import { notRepeatQueries } from './not-repeat-queries.js';
import { observeQueries as observe } from './observe-queries.js';
import { haveReturnedAtMostRows, returnAtMostRows } from './return-at-most-rows.js';
import { createToNotScaleWith, createToNotScaleWithPageSize } from './scaling-matcher.js';
import { selectAtMostColumns } from './select-at-most-columns.js';
import { snapshotMatcher, type SnapshotMatcher } from './snapshot-matcher.js';
import { createToAgreeWith } from './to-agree-with.js';
import { useAtMostConnections } from './use-at-most-connections.js';

/**
 * All matchers of an action. Each must be awaited, which the entry of a runner checks, and loses the line of the test,
 * which it gives back.
 */
export const actionMatchers = {
  toExecuteQueries: actionMatcher('toExecuteQueries', executeQueries, observe),
  toExecuteAtMostQueries: actionMatcher('toExecuteAtMostQueries', executeAtMostQueries, observe),
  toExecuteNoQueries: actionMatcher('toExecuteNoQueries', executeNoQueries, observe),
  toExecuteQueryMatching: actionMatcher('toExecuteQueryMatching', executeQueryMatching, observe),
  toNotRepeatQueries: actionMatcher('toNotRepeatQueries', notRepeatQueries, observe),
  toNotDuplicateQueries: actionMatcher('toNotDuplicateQueries', notDuplicateQueries, observe),
  toReturnAtMostRows: actionMatcher('toReturnAtMostRows', returnAtMostRows, observe),
  toSelectAtMostColumns: actionMatcher('toSelectAtMostColumns', selectAtMostColumns, observe),
  toNotMultiplyRows: actionMatcher('toNotMultiplyRows', notMultiplyRows, observe),
  toBeServedByIndexes: actionMatcher('toBeServedByIndexes', beServedByIndexes, observe),
  toUseAtMostConnections: actionMatcher('toUseAtMostConnections', useAtMostConnections, observe),
  toNotScaleWithPageSize: createToNotScaleWithPageSize(observe),
  toNotScaleWith: createToNotScaleWith(observe),
  toAgreeWith: createToAgreeWith(),
} satisfies Record<keyof QueryAssertions, ActionMatcher>;

/** All matchers of a finished capture. They need nothing from the entry of a runner. */
export const captureMatchers = {
  toHaveExecutedQueries: captureMatcher('toHaveExecutedQueries', executeQueries),
  toHaveExecutedAtMostQueries: captureMatcher('toHaveExecutedAtMostQueries', executeAtMostQueries),
  toHaveExecutedNoQueries: captureMatcher('toHaveExecutedNoQueries', executeNoQueries),
  toHaveExecutedQueryMatching: captureMatcher('toHaveExecutedQueryMatching', executeQueryMatching),
  toHaveReturnedAtMostRows: captureMatcher('toHaveReturnedAtMostRows', haveReturnedAtMostRows),
  toHaveSelectedAtMostColumns: captureMatcher('toHaveSelectedAtMostColumns', selectAtMostColumns),
} satisfies Record<keyof CaptureAssertions, CaptureMatcher>;

/** All matchers that need the snapshots of a runner, which its entry brings together with them. */
export const snapshotMatchers = {
  toMatchQuerySnapshot: snapshotMatcher('toMatchQuerySnapshot', 'file', observe),
  toMatchInlineQuerySnapshot: snapshotMatcher('toMatchInlineQuerySnapshot', 'inline', observe),
} satisfies Record<keyof SnapshotAssertions, SnapshotMatcher>;

/**
 * All matchers but those of snapshots, for `expect.extend(matchers)` of a runner that has no entry of its own. The entry `/vitest` does
 * more: it marks the line of the test and fails a test that does not await a matcher.
 */
export const matchers = { ...actionMatchers, ...captureMatchers };
