import type { Growth } from '../recording/scaling/scaling-verdict.js';
import type { ShapeTally } from '../recording/scaling/shape-tally.js';
import { batchedForm } from './batched-form.js';
import { adviseBatching } from './batching-advice.js';
import type { GrowthGroup } from './growth-groups.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { figure, indent } from './wording.js';

const onceFor = 'Once per row of: ';

/**
 * Explains what grows: each read once, below it the statements that follow its rows with their call sites, and at the end
 * how to send one query instead.
 *
 * @param groups - Their growths are numbered from 1, in their order.
 */
export function explainGrowths(groups: readonly GrowthGroup[]): readonly string[] {
  const all = groups.flatMap(({ growths }) => growths);
  const explained = groups.flatMap(({ parent, growths }) => [
    '',
    ...indented(2, explainParent(parent, all)),
    ...growths.flatMap((growth) => indented(4, explainGrowth(growth, all.indexOf(growth) + 1))),
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

function explainGrowth({ tallies, exceeded }: Growth, number: number): readonly string[] {
  const [first] = tallies;
  const batched = tallies.length > 1 ? undefined : batchedForm(first.sample);
  const [head = '', ...details] = [
    ...(tallies.length > 1 ? [`${tallies.length} different statements, one for each further row, such as`] : []),
    ...printWithSite(first),
    ...(batched === undefined ? [] : [`one query instead: ${batched}`]),
    ...(exceeded === undefined
      ? []
      : [`\`allow\` lets it grow by ${figure(exceeded.maxPerItem)} per item only: ${exceeded.reason}`]),
  ];
  const label = `[${number}] `;
  return [`${label}${head}`, ...indented(label.length, details)];
}

function printWithSite({ shape, sample }: ShapeTally): readonly string[] {
  return [printStatement(shape), printCallSite(sample.callSite)];
}

function indented(by: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => indent(line, by));
}
