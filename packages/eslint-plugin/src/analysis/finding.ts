import type { CallExpression, Expression } from './facts/expression.js';
import type { ModuleFacts } from './facts/module-facts.js';
import type { Repetition } from './iteration/repetition.js';
import type { Certainty } from './per-element/per-element.js';
import type { Chain } from './reach/query.js';

/** A query that runs once per element. */
export interface Finding {
  /** Offsets of the call or access that is repeated. */
  readonly start: number;
  readonly end: number;
  /** What is called or read there. */
  readonly subject: Expression;
  readonly chain: Chain;
  readonly repetition: Repetition;
  /** The call that writes all rows at once, as a message shows it; of writes only. */
  readonly bulkForm?: string;
  /** What is wrong with a loader: its function asks per key, or a function for many keys is given one. */
  readonly loader?: 'query-per-key' | 'one-key-at-a-time';
  readonly certainty: Exclude<Certainty, 'no'>;
}

/** Whether a finding is about a loop as such, not about a field of a schema or a loader. */
export function isOfLoop({ repetition, loader }: Finding): boolean {
  return loader === undefined && (repetition.kind === 'loop' || repetition.field === undefined);
}

/** What the analysis of one file saw. */
export interface FileAnalysis {
  /** Undefined where the file was not analysed. */
  readonly module: ModuleFacts | undefined;
  readonly findings: readonly Finding[];
  /** Calls that something could repeat. */
  readonly checkedCalls: number;
  /** Of these, calls of which it is not known what they run; those of the standard library left out. */
  readonly unresolvedCalls: readonly CallExpression[];
}
