import { printStatement } from './print-statement.js';
import { count, indent } from './wording.js';

/** A finding of a baseline. */
interface OldFinding {
  readonly shape: string;
  readonly file?: string | undefined;
  readonly function?: string | undefined;
}

/** What a baseline is like after a run. */
export interface BaselineOutcome {
  /** From the working directory. */
  readonly file: string;
  /** Findings that did not occur; none where the run can't tell. */
  readonly stale: readonly OldFinding[];
  /** How many findings were written; undefined where it was left alone. */
  readonly written: number | undefined;
}

/** A list endpoint that no scaling check requested. */
interface UncheckedEndpoint {
  readonly endpoint: string;
  readonly rows: number;
  readonly shape: string;
}

/** What the end of a run is explained with. */
export interface SuiteExplanation {
  readonly watched: number;
  readonly withQueries: number;
  readonly concurrent: number;
  readonly baselines: readonly BaselineOutcome[];
  readonly unchecked: readonly UncheckedEndpoint[];
}

/** Explains at the end of a run what all tests together showed. */
export function explainSuite(explanation: SuiteExplanation): string {
  const { watched, withQueries, concurrent, baselines, unchecked } = explanation;
  const paragraphs = [
    `everyTest() watched ${count(watched, 'test')}, of which ${withQueries} sent queries.`,
    ...(watched > 0 && withQueries === 0 ? [explainNothingSeen] : []),
    ...(concurrent === 0 ? [] : [explainConcurrent(concurrent)]),
    ...baselines.flatMap(explainBaseline),
    ...(unchecked.length === 0 ? [] : [explainUnchecked(unchecked)]),
  ];
  return paragraphs.join('\n\n');
}

const explainNothingSeen =
  'Nothing could be found in them: the code under test runs in another process, or its driver does not go through `pg`.';

function explainConcurrent(concurrent: number): string {
  const them = concurrent === 1 ? 'it' : 'each of them';
  return `Not watched: ${count(concurrent, 'concurrent test')}. Whose a query is can't be told there; use toNotRepeatQueries() in ${them}.`;
}

function explainBaseline({ file, stale, written }: BaselineOutcome): readonly string[] {
  if (written !== undefined) return [`Wrote ${count(written, 'finding')} to ${file}.`];
  if (stale.length === 0) return [];
  return [
    [
      `${count(stale.length, 'finding')} of ${file} did not occur any more:`,
      '',
      ...stale.map((finding) => indent(`${printStatement(finding.shape)}\n${printPlace(finding)}`, 2)),
      '',
      'Take them out: run all tests with FLATQUERY_UPDATE_BASELINE=1.',
    ].join('\n'),
  ];
}

function printPlace({ file, function: functionName }: OldFinding): string {
  if (file === undefined) return 'call site unknown';
  return `in ${functionName === undefined ? file : `${functionName} (${file})`}`;
}

function explainUnchecked(unchecked: readonly UncheckedEndpoint[]): string {
  const [first] = unchecked;
  const isOne = unchecked.length === 1;
  return [
    `${count(unchecked.length, 'list endpoint')} ${isOne ? 'was' : 'were'} requested, and by no scaling check:`,
    '',
    ...unchecked.map(({ endpoint, rows, shape }) =>
      indent(`${endpoint}\n${indent(`${rows} rows of ${printStatement(shape)}`, 2)}`, 2),
    ),
    '',
    `Request ${isOne ? 'it' : 'them'} in toNotScaleWithPageSize() or toNotScaleWith(), or say why not: ` +
      `allow: [{ endpoint: '${first?.endpoint ?? ''}', reason: '…' }].`,
  ].join('\n');
}
