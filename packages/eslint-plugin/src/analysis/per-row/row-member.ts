import type { FunctionFacts } from '../facts/function-facts.js';
import type { Certainty } from '../per-element/per-element.js';

/** A function that somebody else runs once for each row, without a loop around it. */
export interface RowMember {
  readonly function: FunctionFacts;
  /** What stands for the row in it: `this`, or the parameter at this position. */
  readonly row: 'this' | number;
  readonly runner: Runner;
  readonly certainty: Exclude<Certainty, 'no'>;
}

/** What runs a member for each row. */
export type Runner =
  /** A library, in the words of its facts. */
  | { readonly kind: 'library'; readonly runs: string }
  /** A function of the project, which gets the member from outside or from a class that extends its own. */
  | { readonly kind: 'function'; readonly function: FunctionFacts; readonly start: number }
  /** Whoever has a list of these. */
  | { readonly kind: 'unknown' };
