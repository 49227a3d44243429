import type { Growth } from '../recording/scaling/scaling-verdict.js';
import type { ShapeTally } from '../recording/scaling/shape-tally.js';
import { batchedForm } from './batched-form.js';
import { adviseBatching } from './batching-advice.js';
import type { GrowthGroup } from './growth-groups.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { figure, indent, listOf } from './wording.js';

const onceFor = 'Once per row of: ';

/**
 * Explains what grows: each read once, below it the statements that follow its rows with their call sites, and at the end
 * how to send one query instead.
 *
 * @param groups - Their growths are numbered from 1, in their order.
 * @param valuesOf - Prints with which values a statement ran; nothing unless that is wanted.
 */
export function explainGrowths(
  groups: readonly GrowthGroup[],
  valuesOf: (tally: ShapeTally) => readonly string[],
): readonly string[] {
  const all = groups.flatMap(({ growths }) => growths);
  const explained = groups.flatMap(({ parent, growths }) => [
    '',
    ...indented(2, explainParent(parent, all)),
    ...growths.flatMap((growth) => {
      const values = valuesOf(growth.tallies[0]);
      return indented(4, explainGrowth(growth, all.indexOf(growth) + 1, values));
    }),
  ]);
  const repeated = all.filter(({ tallies }) => tallies.length === 1);
  const advice = adviseBatching(repeated.map(({ tallies: [{ sample }] }) => sample));
  return [...explained, ...(advice.length === 0 ? [] : ['', ...indented(2, advice)])];
}

function explainParent(parent: ShapeTally | undefined, all: readonly Growth[]): readonly string[] {
  if (parent === undefined) return ['Not proved to follow the rows of one read:'];
  const growing = all.findIndex(({ tallies: [first] }) => first === parent);
  if (growing >= 0) return [`Once per row of [${growing + 1}]:`];
  const [statement = '', ...site] = printWithSite(parent);
  return [`${onceFor}${statement}`, ...indented(onceFor.length, site)];
}

function explainGrowth({ tallies, exceeded }: Growth, number: number, values: readonly string[]): readonly string[] {
  const [first] = tallies;
  const batched = tallies.length > 1 ? undefined : batchedForm(first.sample);
  const [head = '', ...details] = [
    ...(tallies.length > 1 ? [`${tallies.length} different statements that run at some sizes only, such as`] : []),
    ...printWithSite(first),
    ...values,
    ...(batched === undefined ? [] : [`one query instead: ${batched}`]),
    ...explainExceeded(exceeded),
  ];
  return numbered(number, head, details);
}

/** Explains which statements fetch more rows per item, and how to fetch fewer. */
export function explainRowGrowths(growths: readonly Growth[], items: readonly number[]): readonly string[] {
  const explained = growths.flatMap(({ tallies: [first], counts, exceeded }, index) => {
    const [head = '', ...site] = printWithSite(first);
    const perItem = counts.map((rows, size) => figure(rows / Math.max(items[size] ?? 1, 1)));
    const details = [...site, `${listOf(perItem)} rows per item`, ...explainExceeded(exceeded)];
    return ['', ...indented(2, numbered(index + 1, head, details))];
  });
  const advice =
    'Fetch only what belongs to the items of the page; two collections by a query each, for their join returns the product of both.';
  return [...explained, '', indent(advice, 2)];
}

function explainExceeded(exceeded: Growth['exceeded']): readonly string[] {
  if (exceeded === undefined) return [];
  return [`\`allow\` lets it grow by ${figure(exceeded.maxPerItem)} per item only: ${exceeded.reason}`];
}

function numbered(number: number, head: string, details: readonly string[]): readonly string[] {
  const label = `[${number}] `;
  return [`${label}${head}`, ...indented(label.length, details)];
}

function printWithSite({ shape, sample }: ShapeTally): readonly string[] {
  return [printStatement(shape), printCallSite(sample.callSite)];
}

function indented(by: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => indent(line, by));
}
