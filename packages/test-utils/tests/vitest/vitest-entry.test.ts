import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedPostgres } from '@flatquery/test-utils/postgres';
import { startBlog } from '../support/blog.js';
import { actualResults, expectedResults, lineOf, type FixtureRun } from '../support/fixture-run.js';
import { runVitest, vitestProject, vitestVersion } from './fixture-project.js';

let postgres: StartedPostgres;

beforeAll(async () => {
  postgres = await startBlog();
});

afterAll(() => postgres.stop());

function expectRightTestsFail(run: FixtureRun): void {
  expect(actualResults(run)).toEqual(expectedResults(run));
}

describe('a matcher that is not awaited', () => {
  let run: FixtureRun;

  beforeAll(async () => {
    run = await runVitest(['await-guard.fixture.ts'], postgres.connectionString);
  });

  it('fails its own test and no other one', () => {
    expect(run.results).toHaveLength(20);
    expectRightTestsFail(run);
  });

  it.each([
    ['is not awaited while it is running', 'toExecuteQueries() was still running when the test ended'],
    ['is not awaited though it had passed', 'toExecuteQueries() was not awaited, so that its result was lost'],
    ['is not awaited though it had failed', 'toExecuteQueries() was not awaited, so that its result was lost'],
    ['is not awaited softly', 'toExecuteQueries() was not awaited, so that its result was lost'],
    [
      'is not awaited with a subject that is no function',
      'toExecuteQueries() was not awaited, so that its result was lost',
    ],
    ['is not awaited scaling', 'toNotScaleWithPageSize() was still running when the test ended'],
    ['at the same time is not awaited', 'toExecuteQueries() was not awaited, so that its result was lost'],
  ])('says so once: %s', (name, fact) => {
    const messages = run.results.find((result) => result.name === name)?.messages ?? [];
    expect(messages.map((message) => message.split('\n')[0])).toEqual([
      `MatcherError: ${fact}. Add \`await\` before \`expect(\`.`,
    ]);
  });

  it('leaves no unhandled rejection', () => {
    expect(run.output).not.toContain('Unhandled');
  });

  it('fails in the second file of a worker too', async () => {
    const files = ['imported.fixture.ts', 'await-guard.fixture.ts'];
    const shared = await runVitest(files, postgres.connectionString, '--no-isolate', '--no-file-parallelism');
    expect(shared.results).toHaveLength(22);
    expectRightTestsFail(shared);
  });
});

describe('a failure', () => {
  let run: FixtureRun;

  beforeAll(async () => {
    run = await runVitest(['failures.fixture.ts'], postgres.connectionString);
  });

  it.each(['count', 'growth', 'subject', 'ignored', 'soft', 'not', 'message', 'thrown'])(
    'points first at the line of the test: %s',
    (comment) => {
      const line = lineOf(vitestProject, 'failures.fixture.ts', comment);
      expect(run.output).toMatch(new RegExp(`\\n ❯ failures\\.fixture\\.ts:${line}:\\d+\\n +\\d+\\|`));
    },
  );

  it('prints the message, then nothing but that line', () => {
    expect(reportOf(run, 'fails with growth')).toMatchInlineSnapshot(`
      "failures.fixture.ts > fails with growth
      Error: expect(action).toNotScaleWithPageSize()

      Expected the same number of queries at every page size, received 3, 6 and 12 (1 more per item).

        page size            2  5  11  per item
        items                2  5  11
        queries              3  6  12         1
          [1] select author  2  5  11         1

      Grows with the page size:

        Once per row of: select * from post order by id limit $1
                         in listPosts (database.ts:11:31)
          [1] select * from author where id = $1
              in listPosts (database.ts:16:31)
              one query instead: select * from author where id = any($1)

        One query for all rows: a list of keys, a join, or the eager loading of the ORM.

      Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
      If it may grow, say why: allow: [{ table: 'author', reason: '…' }]
       ❯ failures.fixture.ts:9:27
            7|
            8| it('fails with growth', async () => {
            9|   await expect(listPosts).toNotScaleWithPageSize(); // growth
             |                           ^
           10| });
           11|

      "
    `);
  });

  // Vitest 3 leaves it out for matchers that are not its own.
  it.skipIf(vitestVersion < 4)('prints a message of the test in front', () => {
    expect(reportOf(run, 'fails with a message of its own')).toMatchInlineSnapshot(`
      "failures.fixture.ts > fails with a message of its own
      Error: the list of posts: expect(action).toExecuteQueries(7)

      Expected queries: 7
      Received queries: 2 (5 too few)

        1×  select * from post order by id limit $1  (5 rows)
            in listPostsFlat (database.ts:23:31)
        1×  select * from author where id = any($1)  (5 rows)
            in listPostsFlat (database.ts:26:14)
       ❯ failures.fixture.ts:36:61
           34|
           35| it('fails with a message of its own', async () => {
           36|   await expect(() => listPostsFlat(5), 'the list of posts').toExecuteQ…
             |                                                             ^
           37| });
           38|

      "
    `);
  });

  it('keeps an error of the action', () => {
    const [message] = run.results.find(({ name }) => name === 'fails with the error of the action')?.messages ?? [];
    expect(message?.slice(0, message.indexOf('\n    at '))).toMatchInlineSnapshot(`
      "Error: own error

      The action of toExecuteQueries() threw this, after 2 queries:
        1×  select * from post order by id limit $1  (2 rows)
            in listPostsFlat (database.ts:23:31)
        1×  select * from author where id = any($1)  (2 rows)
            in listPostsFlat (database.ts:26:14)"
    `);
  });
});

describe('the entry', () => {
  it('can be imported by a test file instead', async () => {
    const run = await runVitest(
      ['imported.fixture.ts'],
      postgres.connectionString,
      '--config',
      'without-setup.config.mjs',
    );
    expect(run.results).toHaveLength(2);
    expectRightTestsFail(run);
  });

  // Before 3.2, the configuration has no `projects`.
  it.skipIf(vitestVersion < 3.2)(
    'works in each project of a workspace, and in each run of a test that is retried',
    async () => {
      const run = await runVitest([], postgres.connectionString, '--config', 'projects.config.mjs');
      expect(run.results).toHaveLength(6);
      expectRightTestsFail(run);
    },
  );

  it('may be both a set-up file and imported', async () => {
    expectRightTestsFail(await runVitest(['imported.fixture.ts'], postgres.connectionString));
  });
});

/** What Vitest prints for one failed test. */
function reportOf({ output }: FixtureRun, name: string): string | undefined {
  return output
    .split(/^ FAIL {2}/m)
    .find((report) => report.startsWith(`failures.fixture.ts > ${name}\n`))
    ?.split(/^⎯+\[/m)[0]
    ?.replace(/ +$/gm, '');
}
