export { allowQueries } from './guards/allow-queries.js';
export { BaselineError, RepeatedQueriesError } from './guards/every-test/repeated-queries-error.js';
export { forbidQueries } from './guards/forbid-queries.js';
export { limitQueries } from './guards/limit-queries.js';
export { RelationNotLoadedError, UnknownRelationError } from './guards/loaded/relation-errors.js';
export { requireLoaded } from './guards/loaded/require-loaded.js';
export { RefusedQueryError } from './guards/refused-query-error.js';
export { IncompatibleInterceptorError } from './interceptor/interceptor-state.js';
export { PgInterceptor } from './interceptor/pg-interceptor.js';
export {
  captureQueries,
  queriesBeforeError,
  type QueriesBeforeError,
  type QueryCapture,
} from './recording/capture-queries.js';
export type { CallSiteMode, CaptureOptions } from './recording/capture-scope.js';
export { ignoreQueries } from './recording/ignore-queries.js';
export { InvalidActionError } from './recording/invalid-action-error.js';
export type { Attribution, CallSite, CallSiteFallback, Query, QueryKind, Uncounted } from './recording/query.js';
export type {
  AsymmetricAssertions,
  CaptureAssertions,
  QueryAssertions,
  SnapshotAssertions,
} from './matchers/assertions.js';
export { OverlappingCaptureError } from './recording/overlapping-capture-error.js';
export { queryLogSerializer } from './report/query-log-serializer.js';
export { detectRepeats, type DetectedRepeats, type DetectRepeatsOptions } from './profiling/detect-repeats.js';
export { profileQueries, type Profiled, type ProfileOptions } from './profiling/profile-queries.js';
export type { RepeatedQuery } from './recording/find-repeats.js';
export { startCapture, type CaptureWindow } from './recording/start-capture.js';
export { MatcherError, MissingEvidenceError } from './matchers/matcher-error.js';
export { matchers } from './matchers/matchers.js';
export type { ExpectedGroups, ExpectedQueries } from './matchers/execute-queries.js';
export type { AllowedQueries } from './matchers/allowed-queries.js';
export type { DuplicateOptions } from './matchers/not-duplicate-queries.js';
export type { AgreementOptions } from './recording/agreement/agreement-options.js';
export type { CaseColumn, CaseRows, CaseTables, ColumnKind } from './recording/agreement/case-tables.js';
export type { ExpectedRows } from './matchers/return-at-most-rows.js';
export type { IndexOptions } from './matchers/be-served-by-indexes.js';
export type { MultiplyOptions } from './matchers/not-multiply-rows.js';
export type { RepeatOptions } from './matchers/not-repeat-queries.js';
export type { SnapshotOptions } from './matchers/snapshot-matcher.js';
export type { PrintOptions, QueryOptions } from './matchers/take-options.js';
export type { QueryFilter } from './recording/scaling/query-filter.js';
export type {
  GrowthOptions,
  ScalingAllowance,
  ScalingCount,
  ScalingOptions,
} from './recording/scaling/scaling-options.js';
