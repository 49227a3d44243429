/** As much of Jest's configuration as tells which tests a run holds. */
export interface JestConfig {
  readonly ci?: boolean;
  readonly projects?: readonly unknown[];
  readonly [name: string]: unknown;
}

/** As much of Jest's results as tells how a run ended. */
export interface JestResults {
  readonly wasInterrupted?: boolean;
  readonly numFailedTests: number;
  /** Files, those that could not be run included. */
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

/** Options by which tests are left out. */
const filters = [
  ...['testNamePattern', 'findRelatedTests', 'onlyChanged', 'onlyFailures', 'changedSince', 'lastCommit', 'filter'],
  ...['shard', 'watch', 'watchAll', 'runTestsByPath'],
];

/**
 * Answers whether a run holds all tests of the suite. A test that is left out by `.only` looks like one that is skipped:
 * outside of CI, no test may be skipped.
 *
 * @param projects - How many projects were run.
 */
export function jestRanAll(config: JestConfig, projects: number, { numPendingTests }: JestResults): boolean {
  if (filters.some((name) => isSet(config[name])) || hasPathPattern(config)) return false;
  if (config.ci !== true && numPendingTests > 0) return false;
  return projects >= (config.projects?.length ?? 1);
}

/** Answers whether all tests of a run passed; Jest's own `success` is set later. */
export function jestPassed({ numFailedTests, numFailedTestSuites, wasInterrupted }: JestResults): boolean {
  return numFailedTests === 0 && numFailedTestSuites === 0 && wasInterrupted !== true;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** Jest 29 has one pattern for paths, Jest 30 an object with several. */
function hasPathPattern({ testPathPattern, testPathPatterns, nonFlagArgs }: JestConfig): boolean {
  const patterns: unknown = typeof testPathPatterns === 'object' ? Reflect.get(testPathPatterns ?? {}, 'patterns') : [];
  return isSet(testPathPattern) || [patterns, nonFlagArgs].some((given) => Array.isArray(given) && given.length > 0);
}
