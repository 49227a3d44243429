import type { RepeatedQuery } from '../recording/find-repeats.js';
import { adviseBatching } from './batching-advice.js';
import { printRepeat } from './explain-repeated-queries.js';
import { count, indent } from './wording.js';

/** What the repeats of a test are explained with. */
export interface LoopsExplanation {
  readonly found: readonly {
    readonly repeat: RepeatedQuery;
    /** Which request was served meanwhile; undefined outside of any. */
    readonly endpoint: string | undefined;
  }[];
  /** Sets of values that are no repeat yet within a request, */
  readonly max: number;
  /** and outside of any. */
  readonly maxOutsideRequests: number;
  /** The file of old findings, as given; undefined where there is none. */
  readonly baseline: string | undefined;
}

/** Explains which statements a test ran for one value after the other, and the ways out. */
export function explainLoops(explanation: LoopsExplanation): string {
  const { found, max, maxOutsideRequests, baseline } = explanation;
  const blocks = found.map(({ repeat, endpoint }) =>
    printRepeat(repeat, endpoint === undefined ? [] : [`while serving ${endpoint}`]),
  );
  const limits = [
    ...(found.some(({ endpoint }) => endpoint !== undefined) ? [`${count(max, 'set')} of values in one request`] : []),
    ...(found.some(({ endpoint }) => endpoint === undefined) ? [`${count(maxOutsideRequests, 'set')} of values`] : []),
  ];
  return [
    `everyTest() saw ${count(found.length, 'statement')} repeat in this test: more than ${limits.join(', or ')} from one line.`,
    '',
    ...blocks.map((block) => indent(block, 2)),
    '',
    ...adviseBatching(found.map(({ repeat }) => repeat.queries[0])).map((line) => indent(line, 2)),
    '',
    "If it may repeat, say why: allowRepeats('…') in this test, or in everyTest() allow: [{ table: '…', reason: '…' }].",
    baseline === undefined
      ? "If it is old, keep it in a baseline: everyTest({ baseline: 'flatquery-baseline.json' })."
      : `If it is old, take it into ${baseline}: run all tests with FLATQUERY_UPDATE_BASELINE=1.`,
  ].join('\n');
}
