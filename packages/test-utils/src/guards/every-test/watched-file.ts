import { openSession, type ScopeSession } from '../../interceptor/scope-session.js';
import { locateError } from '../../matchers/locate-error.js';
import { applicationFrameOf } from '../../recording/call-site.js';
import type { RepeatedQuery } from '../../recording/find-repeats.js';
import { explainLoops } from '../../report/explain-every-test.js';
import { relativePath } from '../../report/print-call-site.js';
import { Baseline, folderOf, knownRepeatOf, type KnownRepeat } from './baseline.js';
import { allowsRepeat, takeEveryTestOptions, type TakenEveryTestOptions } from './every-test-options.js';
import { findLoops, type Loop } from './find-loops.js';
import { ListedEndpoints } from './listed-endpoints.js';
import { BaselineError, RepeatedQueriesError } from './repeated-queries-error.js';
import { suiteFolderKey, writeRecord } from './suite-record.js';
import { WatchScope } from './watch-scope.js';

/** A test that is watched. */
interface WatchedTest {
  readonly scope: WatchScope;
  readonly session: ScopeSession;
  mayRepeat: boolean;
}

/** What a runner's entry knows of the run. */
export interface RunOfFile {
  /** Where the records of the run go; undefined where nobody reports at its end. */
  readonly folder: string | undefined;
  /** Whether the baseline is to be written, so that no finding fails a test. */
  readonly updates: boolean;
}

/** Watches the tests of one file, one after the other. */
export class WatchedFile {
  readonly #options: TakenEveryTestOptions;
  readonly #baseline: Baseline | undefined;
  readonly #run: RunOfFile;
  readonly #endpoints: ListedEndpoints;
  readonly #repeats: KnownRepeat[] = [];
  #current: WatchedTest | undefined;
  #watched = 0;
  #withQueries = 0;
  #concurrent = 0;

  /**
   * @param options - Those of `everyTest()`, as given.
   * @throws {@link MatcherError} Where they are none.
   * @throws {@link BaselineError} Where the baseline can't be read, or is to be written and nobody will.
   */
  constructor(options: unknown, run: RunOfFile) {
    this.#options = takeEveryTestOptions(options);
    this.#run = run;
    this.#endpoints = new ListedEndpoints(this.#options.endpoints);
    const { baseline } = this.#options;
    this.#baseline = baseline === undefined ? undefined : Baseline.read(baseline);
    if (run.updates && baseline !== undefined && run.folder === undefined) {
      throw new BaselineError(
        "everyTest() can't write the baseline: that is done once, at the end of the run, by a reporter. Add " +
          "'@flatquery/test-utils/suite' to the `reporters` of the runner's configuration.",
      );
    }
  }

  /** Starts to watch a test. */
  startTest(): void {
    this.#current?.session.close();
    const scope = new WatchScope();
    this.#current = { scope, session: openSession(scope), mayRepeat: false };
  }

  /** Notes a test that runs at the same time as others: its queries could be theirs. */
  passOver(): void {
    this.#concurrent += 1;
  }

  /** Lets the test that runs repeat statements, and answers whether one runs: concurrent ones may, unwatched. */
  allowRepeats(): boolean {
    if (this.#current !== undefined) this.#current.mayRepeat = true;
    return this.#current !== undefined || this.#concurrent > 0;
  }

  /**
   * Ends the test that runs.
   *
   * @param testFile - Whose own lines are no application's.
   * @throws {@link RepeatedQueriesError} Where it repeated what is neither allowed nor old.
   */
  endTest(testFile: string | undefined): void {
    const test = this.#current;
    if (test === undefined) return;
    this.#current = undefined;
    test.session.close();
    const { scope } = test;
    this.#watched += 1;
    if (scope.sawQueries) this.#withQueries += 1;
    this.#endpoints.add(scope);
    if (test.mayRepeat) return;
    const loops = this.#loopsOf(scope, testFile);
    this.#repeats.push(...loops.map(({ repeat }) => this.#knownOf(repeat)));
    const fresh = loops.filter(({ repeat }) => this.#baseline?.has(this.#knownOf(repeat)) !== true);
    if (fresh.length > 0 && !(this.#run.updates && this.#baseline !== undefined)) throw this.#errorOf(fresh, scope);
  }

  /** Leaves what the file showed for the end of the run. */
  end(): void {
    this.#current?.session.close();
    this.#current = undefined;
    const { folder } = this.#run;
    if (folder === undefined) return;
    writeRecord(folder, {
      ...{ watched: this.#watched, withQueries: this.#withQueries, concurrent: this.#concurrent },
      ...{ baseline: this.#baseline?.path, repeats: this.#repeats },
      ...{ lists: this.#endpoints.lists, scaled: this.#endpoints.scaled },
    });
  }

  #loopsOf(scope: WatchScope, testFile: string | undefined): readonly Loop[] {
    const { max, maxOutsideRequests, repeats: allowed } = this.#options;
    const loops = [...scope.queries].flatMap(([request, sent]) =>
      findLoops(sent, request, request === undefined ? maxOutsideRequests : max),
    );
    return loops.filter(({ repeat: { callSite, queries } }) => {
      // A test makes and checks its data line by line.
      if (callSite !== undefined && callSite.file === testFile) return false;
      const file = callSite === undefined ? '' : relativePath(callSite.file);
      return !allowed.some((entry) => allowsRepeat(entry, queries[0], file));
    });
  }

  #knownOf(repeat: RepeatedQuery): KnownRepeat {
    return knownRepeatOf(repeat, folderOf(this.#baseline));
  }

  #errorOf(loops: readonly Loop[], scope: WatchScope): RepeatedQueriesError {
    const { max, maxOutsideRequests, baseline } = this.#options;
    const found = loops.map(({ repeat, request }) => ({
      repeat,
      endpoint: request === undefined ? undefined : scope.endpointOf(request),
    }));
    const error = new RepeatedQueriesError(explainLoops({ found, max, maxOutsideRequests, baseline }));
    const site = loops.find(({ first }) => first?.origin?.site !== undefined)?.first?.origin?.site;
    // Whoever called that line is known of its very first query only.
    const frame = site === undefined ? undefined : applicationFrameOf(site.error);
    return frame === undefined ? error : locateError(error, { stack: frame });
  }
}

/** Answers what the environment says about the run. @param folder - Where the runner has a way of its own to tell. */
export function currentRun(folder = process.env[suiteFolderKey]): RunOfFile {
  const update = process.env['FLATQUERY_UPDATE_BASELINE'] ?? '';
  return { folder, updates: !['', '0', 'false'].includes(update) };
}
