/**
 * The reporter that ends a suite whose tests `everyTest()` watches: it writes the baseline if that is asked for, and names the
 * findings of it that are stale, and the list endpoints that no scaling check requested.
 *
 * ```ts
 * // vitest.config.ts
 * export default defineConfig({ test: { reporters: ['default', '@flatquery/test-utils/suite'] } });
 * // jest.config.js
 * module.exports = { reporters: ['default', '@flatquery/test-utils/suite'] };
 * ```
 *
 * @module
 */
export { SuiteReporter as default } from './guards/every-test/suite-reporter.js';
