/** As much of Vitest as tells which tests a run holds. Versions 3, 4 and 5 have the same. */
export interface VitestRun {
  readonly config: {
    readonly allowOnly?: boolean | undefined;
    readonly testNamePattern?: RegExp | string | undefined;
    readonly tagsFilter?: readonly string[] | undefined;
    readonly project?: string | readonly string[] | undefined;
    readonly watch?: boolean | undefined;
  };
  provide(key: string, value: string): void;
  globTestSpecifications(): Promise<readonly unknown[]>;
}

/** As much of a file's results as tells whether tests of it were left out. */
export interface TestModule {
  readonly children: { allTests(state?: 'skipped'): Iterable<unknown> };
}

/**
 * Answers whether a run holds all tests of the suite. A test that is left out by `.only` looks like one that is skipped: where
 * the configuration lets `.only` pass, as it does outside of CI, no test may be skipped.
 */
export async function vitestRanAll(vitest: VitestRun, modules: readonly TestModule[]): Promise<boolean> {
  const { config } = vitest;
  const { testNamePattern, tagsFilter = [], project = [], allowOnly, watch } = config;
  if (testNamePattern !== undefined || tagsFilter.length > 0 || project.length > 0 || watch === true) return false;
  if (allowOnly === true && modules.some(hasSkipped)) return false;
  // By whatever filter files were left out: names, --changed, --shard.
  const specifications = await vitest.globTestSpecifications();
  return modules.length === specifications.length;
}

function hasSkipped({ children }: TestModule): boolean {
  return [...children.allTests('skipped')].length > 0;
}
