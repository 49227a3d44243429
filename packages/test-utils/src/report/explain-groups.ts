import type { Query } from '../recording/query.js';
import type { Explanation } from './explain-count.js';
import { printEvidence, printRest } from './explain-count.js';
import { listOf } from './wording.js';

/** Queries of one kind, or of one table, and how many of them were expected. */
export interface QueryGroup {
  readonly name: string;
  readonly expected: number;
  readonly queries: readonly Query[];
}

/** What counts by kind or by table are explained with. */
export interface GroupsExplanation extends Explanation {
  /** In the order in which they are to be printed; also those that were neither expected nor sent. */
  readonly groups: readonly QueryGroup[];
}

/** Explains which kinds of queries, or queries to which tables, are missing or too many. */
export function explainGroups(explanation: GroupsExplanation): string {
  const { hint, groups, isNot, observation, printer } = explanation;
  const wrong = groups.filter((group) => group.queries.length !== group.expected);
  const evidence = isNot || observation.queries.length === 0;
  return [
    hint,
    '',
    `Expected queries: ${isNot ? 'not ' : ''}${printNumbers(groups, ({ expected }) => expected, printer.printExpected)}`,
    `Received queries: ${printNumbers(groups, ({ queries }) => queries.length, printer.printReceived)}`,
    '',
    ...(evidence
      ? [printEvidence(observation.queries, explanation)]
      : wrong.flatMap((group, index) => [...(index === 0 ? [] : ['']), ...explainGroup(group, explanation)])),
    ...printRest(observation),
  ].join('\n');
}

function explainGroup({ name, expected, queries }: QueryGroup, explanation: GroupsExplanation): readonly string[] {
  const difference = queries.length - expected;
  const fact = difference > 0 ? `${difference} too many` : `${-difference} too few`;
  return [`${name}: ${fact}`, ...(queries.length === 0 ? [] : [printEvidence(queries, explanation)])];
}

/** `2 select and 1 insert`; 0 where there is none. */
function printNumbers(
  groups: readonly QueryGroup[],
  numberOf: (group: QueryGroup) => number,
  print: (value: unknown) => string,
): string {
  const parts = groups.filter((group) => numberOf(group) > 0).map((group) => `${print(numberOf(group))} ${group.name}`);
  return parts.length === 0 ? print(0) : listOf(parts);
}
