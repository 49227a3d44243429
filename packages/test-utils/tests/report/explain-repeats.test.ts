import { describe, expect, it } from 'vitest';
import { findRepeats } from '../../src/recording/find-repeats.js';
import type { Query } from '../../src/recording/query.js';
import { explainRepeats } from '../../src/report/explain-repeats.js';
import { authors, makeQuery, page, siteAt } from '../support/make-query.js';

function explain(
  queries: readonly Query[],
  details: { uncounted?: Query[]; unattributed?: Query[]; driverSeen?: boolean; max?: number } = {},
): string {
  const { max = 1 } = details;
  const others = { uncounted: [], unattributed: [], driverSeen: true, ...details };
  return explainRepeats('detectRepeats', { repeats: findRepeats(queries, max), max, queries, ...others });
}

const oneByOne = authors(10).map((query, id) => ({ ...query, values: [id] }));

describe('a report of repeats', () => {
  it('names statement, line, parent and the batched form', () => {
    expect(explain([page(10), ...oneByOne])).toMatchInlineSnapshot(`
      "Similar query executed 10 times, each time with other values:
        select * from author where id = $1
        in authorOf (src/posts.ts:24:5)
        once per row of: select * from post order by id limit $1
                         in listPosts (src/posts.ts:20:5)
        one query instead: select * from author where id = any($1)

      One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it('advises no batch where the values are always the same', () => {
    const same = oneByOne.map((query) => ({ ...query, sql: 'select * from author where id = 1', values: [1] }));
    expect(explain(same)).toMatchInlineSnapshot(`
      "Similar query executed 10 times, always with the same values:
        select * from author where id = $1
        in authorOf (src/posts.ts:24:5)"
    `);
  });

  it('tells several repeats apart, and what was not counted', () => {
    const callSite = siteAt('src/tags.ts', 7, 'tagOf');
    const tags = [1, 1, 2].map((id) => makeQuery(`insert into tag values (${id})`, 1, { callSite, values: [] }));
    const uncounted = [makeQuery('begin', null, { uncounted: 'transaction' })];
    expect(explain([...oneByOne, ...tags], { uncounted })).toMatchInlineSnapshot(`
      "Similar query executed 10 times, each time with other values:
        select * from author where id = $1
        in authorOf (src/posts.ts:24:5)
        one query instead: select * from author where id = any($1)

      Similar query executed 3 times, with 2 sets of values:
        insert into tag values ($1)
        in tagOf (src/tags.ts:7:5)

      One query for all rows: a list of keys, a join, or the eager loading of the ORM.
      One insert for all rows: \`values (…), (…)\`, or the bulk insert of the ORM.

      Not counted: 1 of transaction control (begin)."
    `);
  });

  it('says so where values were not kept', () => {
    expect(explain(authors(2))).toMatchInlineSnapshot(`
      "Similar query executed 2 times:
        select * from author where id = $1
        in authorOf (src/posts.ts:24:5)
        one query instead: select * from author where id = any($1)

      One query for all rows: a list of keys, a join, or the eager loading of the ORM."
    `);
  });

  it('says that nothing repeats, in how many queries', () => {
    expect(explain([page(10)])).toMatchInlineSnapshot(`"No similar query executed more than once (1 query)."`);
    expect(explain(authors(3), { max: 3 })).toMatchInlineSnapshot(
      `"No similar query executed more than 3 times (3 queries)."`,
    );
  });

  it('says that nothing was seen', () => {
    expect(explain([])).toMatchInlineSnapshot(
      `"The action sent no query while it ran. Does it await its work, does a cache answer, or does the server under test run in another process?"`,
    );
    expect(explain([], { driverSeen: false })).toMatchInlineSnapshot(
      `"detectRepeats() saw no copy of \`pg\`: nothing in this process has made a client of it, so that no query could be seen. Run the code under test in the process of the test, on the driver \`pg\`; other drivers and other processes are out of sight."`,
    );
  });

  it('says that queries could be those of another capture', () => {
    const unattributed = [makeQuery('select 1', 1, { attribution: 'ambiguous' })];
    expect(explain([page(10)], { unattributed })).toMatchInlineSnapshot(`
      "No similar query executed more than once (1 query).

      detectRepeats() can't tell which capture caused 1 query: sent outside of any action's context, by a server or a timer, or together with those of others, as Prisma does with findUnique() and $transaction([…]), while several captures were open. Run such tests one after the other, or call the handler in the test instead of a server that was started before it.

        1×  select $1  (1 row)
            call site unknown: no line of the application was on the stack"
    `);
  });
});
