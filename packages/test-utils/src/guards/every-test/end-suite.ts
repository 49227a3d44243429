import { existsSync } from 'node:fs';
import { explainSuite, type BaselineOutcome } from '../../report/explain-suite.js';
import { relativePath } from '../../report/print-call-site.js';
import { Baseline } from './baseline.js';
import type { ListEndpoint, SuiteRecord } from './suite-record.js';
import { takeRecords } from './suite-record.js';

/** How a run of tests ended. */
export interface EndOfRun {
  /** Whether all tests of the suite ran: no filter, no shard, nothing skipped for the moment. */
  readonly isWhole: boolean;
  readonly passed: boolean;
  /** Whether baselines are to be written. */
  readonly updates: boolean;
}

/**
 * Ends a run whose files left records: writes the baselines if that is asked for, and answers what is to be reported.
 *
 * @param folder - Of the records; is removed.
 * @returns Undefined where no file is watched.
 */
export function endSuite(folder: string, run: EndOfRun): string | undefined {
  if (!existsSync(folder)) return undefined;
  const records = takeRecords(folder);
  if (records.length === 0) return undefined;
  const isWhole = run.isWhole && run.passed;
  const sum = (figure: (record: SuiteRecord) => number): number =>
    records.reduce((total, record) => total + figure(record), 0);
  return explainSuite({
    watched: sum(({ watched }) => watched),
    withQueries: sum(({ withQueries }) => withQueries),
    concurrent: sum(({ concurrent }) => concurrent),
    baselines: pathsOf(records).map((path) => settleBaseline(path, records, { ...run, isWhole })),
    unchecked: isWhole ? uncheckedLists(records) : [],
  });
}

function pathsOf(records: readonly SuiteRecord[]): readonly string[] {
  return [...new Set(records.flatMap(({ baseline }) => baseline ?? []))].sort();
}

/** Only after all tests have passed is it known that what did not occur is gone. */
function settleBaseline(
  path: string,
  records: readonly SuiteRecord[],
  { isWhole, updates }: EndOfRun,
): BaselineOutcome {
  const baseline = Baseline.read(path);
  const found = records.filter((record) => record.baseline === path).flatMap(({ repeats }) => repeats);
  const file = relativePath(path);
  if (!updates) return { file, stale: isWhole ? baseline.without(found) : [], written: undefined };
  const kept = isWhole ? [] : baseline.repeats;
  return { file, stale: [], written: baseline.replace([...kept, ...found]).repeats.length };
}

function uncheckedLists(records: readonly SuiteRecord[]): readonly ListEndpoint[] {
  const scaled = new Set(records.flatMap((record) => record.scaled));
  const lists = new Map<string, ListEndpoint>();
  for (const list of records.flatMap((record) => record.lists)) {
    const known = lists.get(list.endpoint);
    if (!scaled.has(list.endpoint) && (known === undefined || known.rows < list.rows)) lists.set(list.endpoint, list);
  }
  return [...lists.values()].sort((one, other) => (one.endpoint < other.endpoint ? -1 : 1));
}
