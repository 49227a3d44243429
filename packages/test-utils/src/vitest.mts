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
import { afterAll, chai, expect } from 'vitest';
import type { Method } from './interceptor/driver.js';
import { PgInterceptor } from './interceptor/pg-interceptor.js';
import type { AsymmetricAssertions, CaptureAssertions, QueryAssertions } from './matchers/assertions.js';
import { actionMatchers, captureMatchers } from './matchers/matchers.js';
import { adaptToVitest, type VitestTest } from './matchers/vitest-matcher.js';

// Clients that connect before the first matcher are seen from the start.
const interceptor = new PgInterceptor().apply();
afterAll(() => {
  interceptor.dispose();
});

let test: VitestTest | undefined;
for (const [name, matcher] of Object.entries(actionMatchers)) {
  expect.extend({ [name]: adaptToVitest(name, matcher, () => test) });
}
expect.extend(captureMatchers);

// A matcher of Vitest 3 is not told its test, and names don't tell tests apart that run at the same time. The assertion knows.
chai.use(({ Assertion }, utils) => {
  for (const name of Object.keys(actionMatchers)) {
    utils.overwriteMethod(Assertion.prototype, name, (assert: Method) => {
      return function (this: object, ...given: unknown[]) {
        test = utils.flag(this, 'vitest-test') as VitestTest | undefined;
        try {
          return assert.apply(this, given);
        } finally {
          test = undefined;
        }
      };
    });
  }
});

declare global {
  // Vitest changed the type parameters of its own interfaces twice; this one is behind them in 3, 4 and 5.
  namespace Chai {
    interface Assertion extends QueryAssertions, CaptureAssertions {}
  }
}

declare module 'vitest' {
  interface AsymmetricMatchersContaining extends AsymmetricAssertions {}
}
