/** Says that a test that `everyTest()` watches ran a statement for one value after the other. */
export class RepeatedQueriesError extends Error {
  override readonly name = 'RepeatedQueriesError';
}

/** Says that a baseline of `everyTest()` can't be read, or not be written. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}
