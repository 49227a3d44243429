import type { Query } from '../recording/query.js';
import { describeDifference, printEvidence, printRange, printRest, type CountExplanation } from './explain-count.js';

/** What the number of queries that match is explained with. */
export interface MatchingExplanation extends CountExplanation {
  readonly matching: readonly Query[];
}

/** Explains why too many or too few queries match: which do, and which do not. */
export function explainMatching(explanation: MatchingExplanation): string {
  const { hint, expected, isNot, observation, printer, matching } = explanation;
  const others = observation.queries.filter((query) => !matching.includes(query));
  const difference = isNot ? '' : ` ${describeDifference(matching.length, expected)}`;
  const parts = [
    ...(matching.length === 0 ? [] : [['Matching:', printEvidence(matching, explanation)]]),
    ...(others.length === 0 ? [] : [['Not matching:', printEvidence(others, explanation)]]),
  ];
  return [
    hint,
    '',
    `Expected matching queries: ${printRange(expected, isNot, printer)}`,
    `Received matching queries: ${printer.printReceived(matching.length)}${difference}`,
    ...(parts.length === 0 ? ['', printEvidence([], explanation)] : parts.flatMap((part) => ['', ...part])),
    ...printRest(observation),
  ].join('\n');
}
