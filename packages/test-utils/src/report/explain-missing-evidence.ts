import type { MissingEvidence } from '../recording/scaling/missing-evidence.js';
import type { ShapeTally } from '../recording/scaling/shape-tally.js';
import { explainNoPg, explainUnattributed } from './explain-nothing-seen.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { count, listOf } from './wording.js';

type Of<Gate extends MissingEvidence['gate']> = Extract<MissingEvidence, { readonly gate: Gate }>;

type Explain<Gate extends MissingEvidence['gate']> = (evidence: Of<Gate>, matcher: string) => string;

const explanations: { readonly [Gate in MissingEvidence['gate']]: Explain<Gate> } = {
  httpError: ({ size, status }, matcher) =>
    `${matcher}() needs a successful response, received status ${status} at page size ${size}. ` +
    'An error page runs few queries at any size: make the request succeed.',
  noPg: (_, matcher) => explainNoPg(matcher),
  unattributed: ({ queries, size }, matcher) => explainUnattributed(matcher, queries, ` at page size ${size}`),
  sameItems: explainSameItems,
  itemsDoNotGrow: ({ items, sizes }, matcher) =>
    `${matcher}() received ${listOf(items)} items at page sizes ${listOf(sizes)}: they do not grow with every page. ` +
    `Seed at least ${String(sizes.at(-1))} rows, or pass \`sizes\` that fit the data.`,
  moreItems: ({ items, sizes }, matcher) =>
    `${matcher}() received ${listOf(items)} items at page sizes ${listOf(sizes)}: more than it asked for. ` +
    "If that is right, pass `expectItems: 'grow'`; if it counts something else, pass `items: (result) => …`.",
  fewerItems: ({ size, items, largest }, matcher) =>
    `${matcher}() received ${count(items, 'item')} at page size ${size}: not enough rows exist, or the page size is capped. ` +
    `Seed at least ${largest} rows, in \`populate\` or before, or pass smaller \`sizes\`.`,
  notDeterministic: ({ disagreements }, matcher) =>
    [
      `${matcher}() ran the action twice at page size ${disagreements[0]?.size ?? 0} and saw different queries, so that counts prove nothing. ` +
        'Make every run start alike: clear caches and undo writes in `reset`.',
      '',
      ...disagreements.map(({ shape, first, second }) => `  ${first}×, then ${second}×: ${printStatement(shape)}`),
    ].join('\n'),
  cached: ({ tallies }, matcher) =>
    [
      `${matcher}() saw ${count(tallies.length, 'statement')} in the warm-up and never again: a cache answered, and what is not sent can't be counted. ` +
        'Clear the cache in `reset`, or name the statements in `cached` if they are meant to be cached.',
      '',
      ...tallies.flatMap(printCached),
    ].join('\n'),
  noQuery: ({ isFiltered }, matcher) =>
    isFiltered
      ? `${matcher}() saw no query that \`only\` names, at any page size. Check the filter against the shapes of captureQueries().`
      : `${matcher}() saw no query at any page size, so that there is nothing to compare. ` +
        'Does the action await its work, does a cache answer, or does the server under test run in another process?',
  noGrowingRead: explainNoGrowingRead,
};

/**
 * Explains why a check can't pass or fail: what is missing, and what to do.
 *
 * @param takesPageSize - False where the action declares no parameter.
 */
export function explainMissingEvidence(evidence: MissingEvidence, matcher: string, takesPageSize: boolean): string {
  const explain = explanations[evidence.gate] as Explain<MissingEvidence['gate']>;
  const mayIgnoreSize = evidence.gate === 'sameItems' || evidence.gate === 'noGrowingRead';
  const hint = 'The action takes no parameter: write `(pageSize) => …` and pass the page size on.';
  return mayIgnoreSize && !takesPageSize ? `${explain(evidence, matcher)}\n${hint}` : explain(evidence, matcher);
}

function explainSameItems({ items: [items = 0], sizes }: Of<'sameItems'>, matcher: string): string {
  const received = `${matcher}() received ${count(items, 'item')} at page sizes ${listOf(sizes)}`;
  const largest = Math.max(...sizes);
  if (items === 0) return `${received}: without rows there is nothing to grow. Seed at least ${largest} rows.`;
  const tooFew = items <= Math.min(...sizes) ? ` Or only ${count(items, 'row')} exist: seed at least ${largest}.` : '';
  return `${received}: the page size was ignored. Pass it on to the query.${tooFew}`;
}

function explainNoGrowingRead({ sizes, reads }: Of<'noGrowingRead'>, matcher: string): string {
  const rows = reads.map(
    (read) => `  ${read.rows.map((number) => number ?? '?').join(', ')} rows: ${printStatement(read.shape)}`,
  );
  return [
    `${matcher}() can't tell whether the pages grew: the result shows no items, and no read returned more rows ` +
      `at page sizes ${listOf(sizes)}. Return the list from the action, or pass \`items: (result) => …\`.`,
    ...(rows.length === 0 ? [] : ['', ...rows]),
  ].join('\n');
}

function printCached({ shape, counts, sample }: ShapeTally): readonly string[] {
  const runs = counts.reduce((total, runsOfOne) => total + runsOfOne, 0);
  return [`  ${runs}×  ${printStatement(shape)}`, `      ${printCallSite(sample.callSite)}`];
}
