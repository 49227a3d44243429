/** Says that a query was sent where a guard lets none pass, or no more. Its stack is that of the query's call. */
export class RefusedQueryError extends Error {
  override readonly name = 'RefusedQueryError';

  constructor(
    message: string,
    /** The text as it was to be sent. */
    readonly sql: string,
  ) {
    super(message);
  }
}
