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
  readonly certainty: Exclude<Certainty, 'no'>;
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
