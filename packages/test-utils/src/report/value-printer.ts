/** Prints values in the colours of the test runner. */
export interface ValuePrinter {
  readonly printExpected: (value: unknown) => string;
  readonly printReceived: (value: unknown) => string;
}
