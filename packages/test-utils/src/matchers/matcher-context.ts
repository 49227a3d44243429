import type { ValuePrinter } from '../report/value-printer.js';

/** What Vitest and Jest give a matcher as `this`, as far as it is used here. */
export interface MatcherContext {
  /** Jest says false, Vitest nothing where `.not` is absent. */
  readonly isNot?: boolean | undefined;
  /** Compares as `toEqual` does. */
  readonly equals?: (one: unknown, other: unknown) => boolean;
  readonly utils: ValuePrinter & {
    readonly matcherHint: (name: string, received?: string, expected?: string, options?: { isNot?: boolean }) => string;
  };
}

/** What a matcher answers to its runner, which turns `pass` around for `.not`. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  /** What a runner draws a diff of. */
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** A matcher that runs an action, takes time and must be awaited. Checks by itself what it is given. */
export type ActionMatcher = (
  this: MatcherContext,
  received: unknown,
  ...given: readonly unknown[]
) => Promise<MatcherResult>;

/** A matcher that looks at a finished capture and answers at once, also inside of `toEqual`. */
export type CaptureMatcher = (this: MatcherContext, received: unknown, ...given: readonly unknown[]) => MatcherResult;
