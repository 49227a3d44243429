import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { PgInterceptor } = require('../../dist/index.js');
const { sharedState } = require('../../dist/interceptor/interceptor-state.js');
const { WatchedFile } = require('../../dist/guards/every-test/watched-file.js');
const { runCapture } = require('../../dist/recording/run-capture.js');

/** Queries in a block: of a test, not of a load test. */
const ofATest = 100;

const applied = () => {
  const interceptor = new PgInterceptor().apply();
  return () => {
    interceptor.dispose();
  };
};

/** The storage stays enabled between captures, and would be in both. */
const withoutStorage = (run) => {
  sharedState()?.storage.disable();
  return run();
};

const capture = (name, goal, callSites) => ({
  name,
  goal,
  block: ofATest,
  start: applied,
  without: withoutStorage,
  around: async (run) => (await runCapture(run, { callSites })).result,
});

/**
 * @typedef {object} Variant Something whose cost is measured.
 * @property {string} name
 * @property {string} [goal]
 * @property {number} block Queries in a block.
 * @property {number} [share] Of the pairs; all by default.
 * @property {() => unknown} start Runs before all pairs and answers what runs after them.
 * @property {(run: () => Promise<unknown>) => Promise<unknown>} around Runs a block with it.
 * @property {(run: () => Promise<unknown>) => Promise<unknown>} [without] Runs a block without it.
 */

/** @type {readonly Variant[]} */
export const variants = [
  {
    name: 'applied, no capture open',
    goal: '≤ 1',
    // Patching makes V8 optimise pg anew: these blocks are longer, and fewer.
    block: 1_000,
    share: 0.1,
    start: () => () => undefined,
    around: async (run) => {
      const dispose = applied();
      await run();
      try {
        return await run();
      } finally {
        dispose();
      }
    },
  },
  {
    name: 'an `AsyncLocalStorage` alone',
    block: ofATest,
    start: () => () => undefined,
    around: (run) => {
      const storage = new AsyncLocalStorage();
      return storage.run({}, run).finally(() => {
        storage.disable();
      });
    },
  },
  capture('a capture, counts only', '≤ 1', 'none'),
  capture('a capture, first two call sites', '≤ 3', 'first-two-per-shape'),
  capture('a capture, every call site', '≤ 15', 'every'),
  {
    name: 'a test that `everyTest()` watches',
    goal: '≤ 15',
    block: ofATest,
    start: applied,
    without: withoutStorage,
    around: async (run) => {
      const file = new WatchedFile({ maxOutsideRequests: 1000 }, { folder: undefined, updates: false });
      file.startTest();
      try {
        return await run();
      } finally {
        file.endTest(undefined);
      }
    },
  },
];
