/**
 * The matchers for Jest, as a set-up file or an import of a test file:
 *
 * ```js
 * // jest.config.js
 * module.exports = { setupFilesAfterEnv: ['@flatquery/test-utils/jest'] };
 * ```
 *
 * @module
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { isMethod } from './interceptor/driver.js';
import { PgInterceptor } from './interceptor/pg-interceptor.js';
import type { AnsweringAssertions, AsymmetricAssertions, QueryAssertions } from './matchers/assertions.js';
import { adaptToJest } from './matchers/jest-matcher.js';
import { JestTests } from './matchers/jest-tests.js';
import { actionMatchers, captureMatchers } from './matchers/matchers.js';

// On the global of the test file: `jest.resetModules()` and `jest.isolateModules()` load this module again, in a test even.
const key = Symbol.for('@flatquery/test-utils/jest');
if (!Reflect.has(globalThis, key)) {
  const tests = new JestTests();
  Reflect.set(globalThis, key, true);
  setUp(tests);
}

function setUp(tests: JestTests): void {
  const interceptor = new PgInterceptor();
  // Hooks are left out where a file has no test to run: what is applied in one is always disposed.
  beforeAll(() => {
    interceptor.apply();
  });
  afterAll(() => {
    interceptor.dispose();
    tests.dispose();
  });
  beforeEach(() => {
    tests.start();
  });
  afterEach(() => tests.end());
  const concurrent: unknown = Reflect.get(test, 'concurrent');
  if (isMethod(concurrent)) Reflect.set(test, 'concurrent', tests.follow(concurrent));
  for (const [name, matcher] of Object.entries(actionMatchers)) {
    expect.extend({ [name]: adaptToJest(name, matcher, tests) });
  }
  expect.extend(captureMatchers);
}

declare module '@jest/expect' {
  interface Matchers<R, T> extends QueryAssertions, AnsweringAssertions<R> {}
  interface AsymmetricMatchers extends AsymmetricAssertions {}
}

declare global {
  // `@types/jest` has interfaces of its own.
  namespace jest {
    interface Matchers<R, T> extends QueryAssertions, AnsweringAssertions<R> {}
    interface Expect extends AsymmetricAssertions {}
    interface InverseAsymmetricMatchers extends AsymmetricAssertions {}
  }
}
