import type { Query } from '@flatquery/test-utils';

/** Answers the ids from 1000 to 2099 that queries look for, in ascending order: some ORMs write them into the text. */
export function idsIn(queries: readonly Query[]): readonly number[] {
  return queries
    .map(({ sql, values }) => Number(/\b[12]0\d\d\b/.exec(`${sql} ${JSON.stringify(values)}`)?.[0]))
    .sort((one, other) => one - other);
}
