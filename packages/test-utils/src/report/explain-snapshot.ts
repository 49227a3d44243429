import { printEvidence, printRest, type Explanation } from './explain-count.js';

/** What a difference to a snapshot is explained with. */
export interface SnapshotExplanation extends Omit<Explanation, 'isNot' | 'printer'> {
  /** What the runner says about it: the name of the snapshot and, in Jest, the difference. */
  readonly difference: string;
}

/** Explains what differs from a snapshot: in the words of the runner, then which queries there were, from where, and what was not counted. */
export function explainSnapshot({ hint, difference, observation, showValues }: SnapshotExplanation): string {
  const evidence = printEvidence(observation.queries, { observation, showValues });
  return [hint, '', difference, '', evidence, ...printRest(observation)].join('\n');
}
