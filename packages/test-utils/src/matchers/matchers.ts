import { observeQueries } from './observe-queries.js';
import { createToExecuteQueries } from './to-execute-queries.js';
import { createToNotScaleWithPageSize } from './to-not-scale-with-page-size.js';

/**
 * All matchers, for `expect.extend(matchers)` of a runner that has no entry of its own. The entry `/vitest` does
 * more: it marks the line of the test and fails a test that does not await a matcher.
 */
export const matchers = {
  toExecuteQueries: createToExecuteQueries(observeQueries),
  toNotScaleWithPageSize: createToNotScaleWithPageSize(observeQueries),
};
