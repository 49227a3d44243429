import { describe, expect, it } from 'vitest';
import { jestPassed, jestRanAll } from '../../../src/guards/every-test/jest-run.js';
import { vitestRanAll, type TestModule, type VitestRun } from '../../../src/guards/every-test/vitest-run.js';

describe('a run of Jest', () => {
  const results = { numFailedTests: 0, numFailedTestSuites: 0, numPendingTests: 0 };
  const whole = {
    ...{ ci: false, findRelatedTests: false, onlyChanged: false, onlyFailures: false, lastCommit: false, watch: false },
    ...{ watchAll: false, runTestsByPath: false, testPathPatterns: { patterns: [] }, nonFlagArgs: [], projects: [] },
  };

  it('holds all tests without a filter', () => {
    expect(jestRanAll(whole, 1, results)).toBe(true);
    expect(jestRanAll({ testPathPattern: '', projects: ['a', 'b'] }, 2, results)).toBe(true);
  });

  it.each([
    { testNamePattern: 'lists' },
    { findRelatedTests: true },
    { onlyChanged: true },
    { onlyFailures: true },
    { changedSince: 'main' },
    { lastCommit: true },
    { filter: './filter.js' },
    { shard: { shardCount: 2, shardIndex: 1 } },
    { watch: true },
    { watchAll: true },
    { testPathPatterns: { patterns: ['posts'] } },
    { testPathPattern: 'posts' },
    { nonFlagArgs: ['posts'] },
  ])('holds only a part with %j', (filter) => {
    expect(jestRanAll({ ...whole, ...filter }, 1, results)).toBe(false);
  });

  it('holds only a part where a project is left out', () => {
    expect(jestRanAll({ ...whole, projects: ['a', 'b'] }, 1, results)).toBe(false);
  });

  it('may hold only a part where a test is skipped, unless `.only` would have failed', () => {
    expect(jestRanAll(whole, 1, { ...results, numPendingTests: 1 })).toBe(false);
    expect(jestRanAll({ ...whole, ci: true }, 1, { ...results, numPendingTests: 1 })).toBe(true);
  });

  it('passes where no test, no file and no key press failed it', () => {
    expect(jestPassed(results)).toBe(true);
    expect(jestPassed({ ...results, numFailedTests: 1 })).toBe(false);
    expect(jestPassed({ ...results, numFailedTestSuites: 1 })).toBe(false);
    expect(jestPassed({ ...results, wasInterrupted: true })).toBe(false);
  });
});

describe('a run of Vitest', () => {
  const module = (skipped: number): TestModule => ({ children: { allTests: () => Array.from({ length: skipped }) } });
  const run = (config: VitestRun['config'], files = 2): VitestRun => ({
    ...{
      config,
      provide: () => undefined,
      globTestSpecifications: () => Promise.resolve(Array.from({ length: files })),
    },
  });

  it('holds all tests without a filter', async () => {
    expect(await vitestRanAll(run({ allowOnly: true, project: [], watch: false }), [module(0), module(0)])).toBe(true);
  });

  it.each([{ testNamePattern: /lists/ }, { tagsFilter: ['fast'] }, { project: ['unit'] }, { watch: true }])(
    'holds only a part with %j',
    async (config) => {
      expect(await vitestRanAll(run(config), [module(0), module(0)])).toBe(false);
    },
  );

  it('holds only a part where a file is left out', async () => {
    expect(await vitestRanAll(run({}, 3), [module(0), module(0)])).toBe(false);
  });

  it('may hold only a part where a test is skipped, unless `.only` would have failed', async () => {
    expect(await vitestRanAll(run({ allowOnly: true }), [module(1), module(0)])).toBe(false);
    expect(await vitestRanAll(run({ allowOnly: false }), [module(1), module(0)])).toBe(true);
  });
});
