/** Prints values in the colours of the test runner. */
export interface ValuePrinter {
  readonly printExpected: (value: unknown) => string;
  readonly printReceived: (value: unknown) => string;
  /** Prints the lines in which two values differ; nothing where there are none. */
  readonly diff?: (expected: unknown, received: unknown) => string | null | undefined;
}
