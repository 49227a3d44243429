import type { CaptureOptions } from '../recording/capture-scope.js';
import type { Observation } from '../recording/scaling/observation.js';
import type { ValuePrinter } from '../report/value-printer.js';

/** What a message is printed with. */
export interface Printing {
  /** The first line: which assertion failed. */
  readonly hint: string;
  readonly isNot: boolean;
  /** Whether values of parameters are printed. */
  readonly showValues: boolean;
  readonly printer: ValuePrinter;
}

/** Whether an assertion holds, and how to say that it does not. */
export interface Judgement {
  readonly pass: boolean;
  readonly explain: (printing: Printing) => string;
}

/** What a matcher was given, as far as all have it in common. */
export interface Taken {
  readonly showValues: boolean;
  readonly strict: boolean;
}

/** What a judge goes by. */
export interface Judged<Expected> {
  /** As the user calls it. */
  readonly matcher: string;
  readonly expected: Expected;
  readonly observation: Observation<unknown>;
  readonly isNot: boolean;
}

/**
 * An assertion about the queries of one run of an action.
 *
 * @typeParam Answer - A promise where judging takes time: then it is none for a finished capture.
 */
export interface QueryAssertion<Expected extends Taken, Answer extends Judgement | Promise<Judgement> = Judgement> {
  /**
   * Takes what a matcher was given.
   *
   * @throws {@link MatcherError} Where it can't be judged by; the message says what was received and what to pass.
   */
  readonly take: (matcher: string, given: readonly unknown[]) => Expected;
  /**
   * Compares. Queries that can't be told from those of others, and those that came late, are dealt with elsewhere.
   *
   * @throws {@link MissingEvidenceError} Where what was seen proves nothing.
   */
  readonly judge: (judged: Judged<Expected>) => Answer;
  /** What the capture must keep. Defaults to the call sites of the first queries of each shape. */
  readonly keeps?: CaptureOptions;
}
