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
import { afterAll, beforeEach, expect } from 'vitest';
import { PgInterceptor } from './interceptor/pg-interceptor.js';
import type { AsymmetricAssertions, CaptureAssertions, QueryAssertions } from './matchers/assertions.js';
import { actionMatchers, captureMatchers } from './matchers/matchers.js';
import { adaptToVitest, type VitestTest } from './matchers/vitest-matcher.js';

// Clients that connect before the first matcher are seen from the start.
const interceptor = new PgInterceptor().apply();
afterAll(() => {
  interceptor.dispose();
});

// Vitest 3 tells a matcher the name of its test only.
const runningTests = new Map<string, VitestTest>();
beforeEach(({ task }) => {
  const name = fullNameOf(task);
  runningTests.set(name, task);
  return () => {
    runningTests.delete(name);
  };
});

interface Named {
  readonly name: string;
  readonly suite?: Named | undefined;
}

function fullNameOf({ name, suite }: Named): string {
  return suite === undefined ? name : `${fullNameOf(suite)} > ${name}`;
}

const findTest = (name: string) => runningTests.get(name);

for (const [name, matcher] of Object.entries(actionMatchers)) {
  expect.extend({ [name]: adaptToVitest(name, matcher, findTest) });
}
expect.extend(captureMatchers);

declare global {
  // Vitest changed the type parameters of its own interfaces twice; this one is behind them in 3, 4 and 5.
  namespace Chai {
    interface Assertion extends QueryAssertions, CaptureAssertions {}
  }
}

declare module 'vitest' {
  interface AsymmetricMatchersContaining extends AsymmetricAssertions {}
}
