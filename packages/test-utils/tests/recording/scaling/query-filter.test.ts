import { describe, expect, it } from 'vitest';
import { matchesFilter } from '../../../src/recording/scaling/query-filter.js';
import { makeQuery } from '../../support/make-query.js';

describe('matchesFilter', () => {
  const query = makeQuery("select * from author where name = 'Ann'");

  it.each([
    [{ table: 'author' }, true],
    [{ table: 'auth' }, false],
    [{ shape: 'name = $1' }, true],
    [{ shape: /name = \$\d$/ }, true],
    [{ sql: /ann/i }, true],
    [{ sql: 'Bob' }, false],
    [{ table: 'author', sql: 'Bob' }, false],
    [{}, false],
  ])('%j names the query: %s', (filter, expected) => {
    expect(matchesFilter(query, filter)).toBe(expected);
  });

  it('takes a global pattern every time', () => {
    const sql = /author/g;
    expect([matchesFilter(query, { sql }), matchesFilter(query, { sql })]).toEqual([true, true]);
  });
});
