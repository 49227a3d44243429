export { IncompatibleInterceptorError } from './interceptor/interceptor-state.js';
export { PgInterceptor } from './interceptor/pg-interceptor.js';
export {
  captureQueries,
  queriesBeforeError,
  type QueriesBeforeError,
  type QueryCapture,
} from './recording/capture-queries.js';
export type { CallSiteMode, CaptureOptions } from './recording/capture-scope.js';
export { InvalidActionError } from './recording/invalid-action-error.js';
export type { Attribution, CallSite, Query, QueryKind, Uncounted } from './recording/query.js';
