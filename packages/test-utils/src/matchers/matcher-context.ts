import type { ValuePrinter } from '../report/explain-count.js';

/** What Vitest and Jest give a matcher as `this`, as far as it is used here. */
export interface MatcherContext {
  /** Jest says false, Vitest nothing where `.not` is absent. */
  readonly isNot?: boolean | undefined;
  readonly utils: ValuePrinter & {
    readonly matcherHint: (name: string, received?: string, expected?: string, options?: { isNot?: boolean }) => string;
  };
}

/** What a matcher answers to its runner, which turns `pass` around for `.not`. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Prints which assertion failed. */
export function hintOf({ utils, isNot = false }: MatcherContext, matcher: string, expected: string): string {
  return utils.matcherHint(matcher, 'action', expected, { isNot });
}
