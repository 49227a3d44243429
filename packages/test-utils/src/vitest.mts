/**
 * The matchers for Vitest, as a set-up file or an import of a test file:
 *
 * ```ts
 * // vitest.config.ts
 * export default defineConfig({ test: { setupFiles: ['@flatquery/test-utils/vitest'] } });
 * ```
 *
 * @module
 */
import { afterAll, expect } from 'vitest';
import { adaptToVitest, matchers, PgInterceptor, type QueryAssertions } from './index.js';

// Clients that connect before the first matcher are seen from the start.
const interceptor = new PgInterceptor().apply();
afterAll(() => {
  interceptor.dispose();
});

expect.extend({
  toExecuteQueries: adaptToVitest('toExecuteQueries', matchers.toExecuteQueries),
  toNotScaleWithPageSize: adaptToVitest('toNotScaleWithPageSize', matchers.toNotScaleWithPageSize),
});

declare global {
  // Vitest changed the type parameters of its own interfaces twice; this one is behind them in 3, 4 and 5.
  namespace Chai {
    interface Assertion extends QueryAssertions {}
  }
}
