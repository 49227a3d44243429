import { endSuite } from './end-suite.js';
import { jestPassed, jestRanAll, type JestConfig, type JestResults } from './jest-run.js';
import { makeSuiteFolder, suiteFolderKey } from './suite-record.js';
import { vitestRanAll, type TestModule, type VitestRun } from './vitest-run.js';
import { currentRun } from './watched-file.js';

/** The reporter for Vitest and for Jest: the methods that each of them calls are no other's. */
export class SuiteReporter {
  #folder: string | undefined;
  #vitest: VitestRun | undefined;
  readonly #jest: JestConfig;

  /** @param configuration - Jest gives its own, Vitest the options of the reporter. */
  constructor(configuration: JestConfig = {}) {
    this.#jest = configuration;
  }

  /** Is called by Vitest when it starts. */
  onInit(vitest: VitestRun): void {
    this.#vitest = vitest;
  }

  /** Is called by Vitest before each run; in watch mode there are several. */
  onTestRunStart(): void {
    this.#folder = makeSuiteFolder();
    this.#vitest?.provide(suiteFolderKey, this.#folder);
  }

  /** Is called by Vitest after each run. */
  async onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: string): Promise<void> {
    const vitest = this.#vitest;
    if (vitest === undefined) return;
    this.#end(await vitestRanAll(vitest, modules), reason === 'passed');
  }

  /** Is called by Jest before each run. The processes of the tests have its environment. */
  onRunStart(): void {
    this.#folder = makeSuiteFolder();
    process.env[suiteFolderKey] = this.#folder;
  }

  /** Is called by Jest after each run. */
  onRunComplete(projects: ReadonlySet<unknown>, results: JestResults): void {
    Reflect.deleteProperty(process.env, suiteFolderKey);
    this.#end(jestRanAll(this.#jest, projects.size, results), jestPassed(results));
  }

  #end(isWhole: boolean, passed: boolean): void {
    const folder = this.#folder;
    this.#folder = undefined;
    if (folder === undefined) return;
    const report = endSuite(folder, { isWhole, passed, updates: currentRun().updates });
    if (report !== undefined) console.log(`\n${report}\n`);
  }
}
