import type { MissingEvidence } from '../recording/scaling/missing-evidence.js';
import type { Dimension } from '../recording/scaling/scaling-options.js';
import type { ShapeTally } from '../recording/scaling/shape-tally.js';
import { explainNoPg, explainUnattributed } from './explain-nothing-seen.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { printStatements } from './print-statements.js';
import { count, countQueries, indent, listOf } from './wording.js';

type Of<Gate extends MissingEvidence['gate']> = Extract<MissingEvidence, { readonly gate: Gate }>;

/** What a message is worded with. */
interface Wording {
  readonly matcher: string;
  readonly dimension: Dimension;
  /** False where the action declares no parameter. */
  readonly takesSize: boolean;
}

type Explain<Gate extends MissingEvidence['gate']> = (evidence: Of<Gate>, wording: Wording) => string;

const explanations: { readonly [Gate in MissingEvidence['gate']]: Explain<Gate> } = {
  httpError: ({ size, status }, { matcher, dimension }) =>
    `${matcher}() needs a successful response, received status ${status} at ${dimension} ${size}. ` +
    'An error page runs few queries at any size: make the request succeed.',
  noPg: (_, { matcher }) => explainNoPg(matcher),
  unattributed: ({ queries, size }, { matcher, dimension }) =>
    explainUnattributed(matcher, queries, ` at ${dimension} ${size}`),
  sameItems: explainSameItems,
  itemsDoNotGrow: ({ items, sizes }, { matcher, dimension }) =>
    `${matcher}() received ${listOf(items)} items at ${dimension}s ${listOf(sizes)}: they do not grow with every size. ` +
    (dimension === 'page size'
      ? `Seed at least ${String(sizes.at(-1))} rows, or pass \`sizes\` that fit the data.`
      : 'Have `populate` add some before every size, or pass `sizes` below the limit of the action.'),
  moreItems: ({ items, sizes }, { matcher, dimension }) =>
    `${matcher}() received ${listOf(items)} items at ${dimension}s ${listOf(sizes)}: more than it asked for. ` +
    "If that is right, pass `expectItems: 'grow'`; if it counts something else, pass `items: (result) => …`.",
  fewerItems: ({ size, items, largest }, { matcher, dimension }) =>
    `${matcher}() received ${count(items, 'item')} at ${dimension} ${size}: not enough rows exist, or the page size is capped. ` +
    `Seed at least ${largest} rows, in \`populate\` or before, or pass smaller \`sizes\`.`,
  notDeterministic: ({ disagreements }, { matcher, dimension }) =>
    [
      `${matcher}() ran the action twice at ${dimension} ${listOf(new Set(disagreements.map(({ size }) => size)))} and saw different queries, so that counts prove nothing. ` +
        'Make every run start alike: clear caches and undo writes in `reset`.',
      '',
      ...disagreements.map(
        ({ size, shape, first, second }) => `  at ${size}: ${first}×, then ${second}×: ${printStatement(shape)}`,
      ),
    ].join('\n'),
  cached: ({ tallies }, { matcher }) =>
    [
      `${matcher}() saw ${count(tallies.length, 'statement')} in the warm-up and never again: a cache answered, and what is not sent can't be counted. ` +
        'Clear the cache in `reset`, or name the statements in `cached` if they are meant to be cached.',
      '',
      ...tallies.flatMap(printCached),
    ].join('\n'),
  noQuery: ({ isFiltered }, { matcher, dimension }) =>
    isFiltered
      ? `${matcher}() saw no query that \`only\` names, at any ${dimension}. Check the filter against the shapes of captureQueries().`
      : `${matcher}() saw no query at any ${dimension}, so that there is nothing to compare. ` +
        'Does the action await its work, does a cache answer, or does the server under test run in another process?',
  unknownRows: ({ queries, size }, { matcher, dimension }) =>
    [
      `${matcher}() can't tell how many rows ${countQueries(queries.length)} fetched at ${dimension} ${size}: ` +
        'not ended when the action settled, or ended without a number. Await them in the action.',
      '',
      indent(printStatements(queries), 2),
    ].join('\n'),
  neverGrew: explainNeverGrew,
  noGrowingRead: explainNoGrowingRead,
};

/** Explains why a check can't pass or fail: what is missing, and what to do. */
export function explainMissingEvidence(evidence: MissingEvidence, wording: Wording): string {
  const explain = explanations[evidence.gate] as Explain<MissingEvidence['gate']>;
  const mayIgnoreSize = evidence.gate === 'sameItems' || evidence.gate === 'noGrowingRead';
  const hint = 'The action takes no parameter: write `(pageSize) => …` and pass the page size on.';
  const isIgnored = mayIgnoreSize && !wording.takesSize && wording.dimension === 'page size';
  return isIgnored ? `${explain(evidence, wording)}\n${hint}` : explain(evidence, wording);
}

function explainSameItems({ items: [items = 0], sizes }: Of<'sameItems'>, { matcher }: Wording): string {
  const received = `${matcher}() received ${count(items, 'item')} at page sizes ${listOf(sizes)}`;
  const largest = Math.max(...sizes);
  if (items === 0) return `${received}: without rows there is nothing to grow. Seed at least ${largest} rows.`;
  const tooFew = items <= Math.min(...sizes) ? ` Or only ${count(items, 'row')} exist: seed at least ${largest}.` : '';
  return `${received}: the page size was ignored. Pass it on to the query.${tooFew}`;
}

function explainNeverGrew({ sizes, items, reads }: Of<'neverGrew'>, { matcher }: Wording): string {
  const fact =
    items === undefined
      ? 'the result holds as many elements, and no read returned more rows'
      : `\`items\` answered ${items[0] ?? 0}`;
  return [
    `${matcher}() saw nothing grow: ${fact} at data sizes ${listOf(sizes)}. ` +
      'Does `populate` add to what the action reads, for the same parent, and is it committed?',
    ...printReads(reads),
  ].join('\n');
}

function explainNoGrowingRead({ sizes, reads }: Of<'noGrowingRead'>, { matcher }: Wording): string {
  return [
    `${matcher}() can't tell whether the pages grew: the result shows no items, and no read returned more rows ` +
      `at page sizes ${listOf(sizes)}. Return the list from the action, or pass \`items: (result) => …\`.`,
    ...printReads(reads),
  ].join('\n');
}

function printReads(reads: readonly ShapeTally[]): readonly string[] {
  const rows = reads.map(
    (read) => `  ${read.rows.map((number) => number ?? '?').join(', ')} rows: ${printStatement(read.shape)}`,
  );
  return rows.length === 0 ? [] : ['', ...rows];
}

function printCached({ shape, counts, sample }: ShapeTally): readonly string[] {
  const runs = counts.reduce((total, runsOfOne) => total + runsOfOne, 0);
  return [`  ${runs}×  ${printStatement(shape)}`, `      ${printCallSite(sample.callSite)}`];
}
