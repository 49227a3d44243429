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
import * as vitest from 'vitest';
import { afterAll, afterEach, beforeEach, chai, expect, inject } from 'vitest';
import type { EveryTestOptions } from './guards/every-test/every-test-options.js';
import { suiteFolderKey } from './guards/every-test/suite-record.js';
import { isCurrent, watchFile } from './guards/every-test/watch-tests.js';
import { currentRun } from './guards/every-test/watched-file.js';
import type { Method } from './interceptor/driver.js';
import { PgInterceptor } from './interceptor/pg-interceptor.js';
import type {
  AsymmetricAssertions,
  CaptureAssertions,
  QueryAssertions,
  SnapshotAssertions,
} from './matchers/assertions.js';
import { actionMatchers, captureMatchers, snapshotMatchers } from './matchers/matchers.js';
import { adaptToVitest, type VitestAssertion, type VitestTest } from './matchers/vitest-matcher.js';
import { adaptSnapshotToVitest } from './matchers/vitest-snapshots.js';
import { printedQueriesSerializer } from './report/printed-queries.js';

export type { AllowedEndpoint, AllowedRepeat, EveryTestOptions } from './guards/every-test/every-test-options.js';
export { allowRepeats } from './guards/every-test/watch-tests.js';

// Clients that connect before the first matcher are seen from the start.
const interceptor = new PgInterceptor().apply();
afterAll(() => {
  interceptor.dispose();
});

let assertion: VitestAssertion | undefined;
for (const [name, matcher] of Object.entries(actionMatchers)) {
  expect.extend({ [name]: adaptToVitest(name, matcher, () => assertion) });
}
expect.extend(captureMatchers);
for (const [name, matcher] of Object.entries(snapshotMatchers)) {
  expect.extend({ [name]: adaptSnapshotToVitest(name, matcher, vitest, () => assertion) });
}
expect.addSnapshotSerializer(printedQueriesSerializer);

// A matcher of Vitest 3 is not told its test, and names don't tell tests apart that run at the same time. The assertion knows.
chai.use(({ Assertion }, utils) => {
  for (const name of Object.keys({ ...actionMatchers, ...snapshotMatchers })) {
    utils.overwriteMethod(Assertion.prototype, name, (assert: Method) => {
      return function (this: object, ...given: unknown[]) {
        const called: VitestAssertion = { test: utils.flag(this, 'vitest-test') as VitestTest | undefined };
        assertion = called;
        try {
          return assert.apply(this, given);
        } finally {
          assertion = undefined;
          called.onReturn?.();
        }
      };
    });
  }
});

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
  const folder = inject(suiteFolderKey as never) as string | undefined;
  const file = watchFile(options, currentRun(folder));
  beforeEach(({ task }) => {
    if (!isCurrent(file)) return;
    if (task.concurrent === true) file.passOver();
    else file.startTest();
  });
  afterEach(() => {
    file.endTest(expect.getState().testPath);
  });
  afterAll(() => {
    file.end();
  });
}

declare global {
  // Vitest changed the type parameters of its own interfaces twice; this one is behind them in 3, 4 and 5.
  namespace Chai {
    interface Assertion extends QueryAssertions, SnapshotAssertions, CaptureAssertions {}
  }
}

declare module 'vitest' {
  interface AsymmetricMatchersContaining extends AsymmetricAssertions {}
}
