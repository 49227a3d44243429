/** Matchers of @flatquery/test-utils that give a promise. Those on a finished capture (`toHaveExecutedQueries`, …) do not. */
export const ASYNC_MATCHERS: ReadonlySet<string> = new Set([
  'toAgreeWith',
  'toBeServedByIndexes',
  'toExecuteAtMostQueries',
  'toExecuteNoQueries',
  'toExecuteQueries',
  'toExecuteQueryMatching',
  'toMatchInlineQuerySnapshot',
  'toMatchQuerySnapshot',
  'toNotDuplicateQueries',
  'toNotMultiplyRows',
  'toNotRepeatQueries',
  'toNotScaleWith',
  'toNotScaleWithPageSize',
  'toReturnAtMostRows',
  'toSelectAtMostColumns',
  'toUseAtMostConnections',
]);
