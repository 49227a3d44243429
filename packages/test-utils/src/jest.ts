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
import type { EveryTestOptions } from './guards/every-test/every-test-options.js';
import { isCurrent, watchFile } from './guards/every-test/watch-tests.js';
import { currentRun } from './guards/every-test/watched-file.js';
import { isMethod } from './interceptor/driver.js';
import { PgInterceptor } from './interceptor/pg-interceptor.js';
import type {
  AnsweringAssertions,
  AsymmetricAssertions,
  QueryAssertions,
  SnapshotAssertions,
} from './matchers/assertions.js';
import { adaptToJest } from './matchers/jest-matcher.js';
import { adaptSnapshotToJest } from './matchers/jest-snapshots.js';
import { JestTests } from './matchers/jest-tests.js';
import { actionMatchers, captureMatchers, snapshotMatchers } from './matchers/matchers.js';
import { printedQueriesSerializer } from './report/printed-queries.js';

export type { AllowedEndpoint, AllowedRepeat, EveryTestOptions } from './guards/every-test/every-test-options.js';
export { allowRepeats } from './guards/every-test/watch-tests.js';

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
  for (const [name, matcher] of Object.entries(snapshotMatchers)) {
    expect.extend({ [name]: adaptSnapshotToJest(name, matcher, tests) });
  }
  expect.addSnapshotSerializer(printedQueriesSerializer);
}

/**
 * Watches every test of the suite for statements that one line sends for one value after the other, and fails the test that has
 * one. To be called in a set-up file; with the reporter `@flatquery/test-utils/suite`, the end of the run names stale findings of the
 * baseline, and the list endpoints that no scaling check requested.
 *
 * What a matcher, a capture or a guard of the test looks at is left to that; so are the lines of the test file itself.
 *
 * @throws {@link MatcherError} Where the options can't be used.
 * @throws {@link BaselineError} Where the baseline can't be read, or is to be written and the reporter is not there.
 *
 * @example
 * everyTest({ baseline: 'flatquery-baseline.json' });
 */
export function everyTest(options: EveryTestOptions = {}): void {
  const file = watchFile(options, currentRun());
  beforeEach(() => {
    if (isCurrent(file)) file.startTest();
  });
  afterEach(() => {
    file.endTest(expect.getState().testPath);
  });
  afterAll(() => {
    file.end();
  });
}

declare module '@jest/expect' {
  interface Matchers<R, T> extends QueryAssertions, SnapshotAssertions, AnsweringAssertions<R> {}
  interface AsymmetricMatchers extends AsymmetricAssertions {}
}

declare global {
  // `@types/jest` has interfaces of its own.
  namespace jest {
    interface Matchers<R, T> extends QueryAssertions, SnapshotAssertions, AnsweringAssertions<R> {}
    interface Expect extends AsymmetricAssertions {}
    interface InverseAsymmetricMatchers extends AsymmetricAssertions {}
  }
}
