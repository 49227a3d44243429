import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedPostgres } from '@flatquery/test-utils/postgres';
import { startBlog } from '../support/blog.js';
import { actualResults, expectedResults, lineOf, type FixtureRun } from '../support/fixture-run.js';
import { jestProject, runJest } from './fixture-project.js';

let postgres: StartedPostgres;

beforeAll(async () => {
  postgres = await startBlog();
});

afterAll(() => postgres.stop());

function expectRightTestsFail(run: FixtureRun, tests: number): void {
  expect(actualResults(run)).toEqual(expectedResults(run));
  expect(run.results).toHaveLength(tests);
}

function firstLinesOf({ results }: FixtureRun, name: string): readonly (string | undefined)[] {
  return results.find((result) => result.name === name)?.messages.map((message) => message.split('\n')[0]) ?? [];
}

describe('a matcher that is not awaited', () => {
  let run: FixtureRun;

  beforeAll(async () => {
    run = await runJest(['await-guard.fixture.ts'], postgres.connectionString);
  });

  it('fails its own test and no other one', () => {
    expectRightTestsFail(run, 15);
  });

  it.each([
    ['is not awaited while it is running', 'toExecuteQueries() was still running when the test ended'],
    ['is not awaited though it had passed', 'toExecuteQueries() was not awaited, so that its result was lost'],
    ['is not awaited though it had failed', 'toExecuteQueries() was not awaited, so that its result was lost'],
    [
      'is not awaited with a subject that is no function',
      'toExecuteQueries() was not awaited, so that its result was lost',
    ],
    ['is not awaited scaling', 'toNotScaleWithPageSize() was still running when the test ended'],
  ])('says so once: %s', (name, fact) => {
    expect(firstLinesOf(run, name)).toEqual([`MatcherError: ${fact}. Add \`await\` before \`expect(\`.`]);
  });

  it('shows the line of the test, and no frame of the matcher', () => {
    expect(reportOf(run, 'is not awaited › while it is running')).toMatchInlineSnapshot(`
      "is not awaited › while it is running

          MatcherError: toExecuteQueries() was still running when the test ended. Add \`await\` before \`expect(\`.

            49 | describe('is not awaited', () => {
            50 |   it('while it is running', () => {
          > 51 |     void expect(action).toExecuteQueries(2);
               |                         ^
            52 |   });
            53 |   it('though it had passed', async () => {
            54 |     const { action, end } = telling();

            at Object.<anonymous> (await-guard.fixture.ts:51:25)

      "
    `);
  });

  it('leaves nothing that Jest would report without the name of a test', () => {
    expect(run.output).not.toMatch(/unhandled|suite failed|DeprecationWarning/i);
  });

  it('fails its own of several tests that run at the same time', async () => {
    expectRightTestsFail(await runJest(['concurrent.fixture.ts'], postgres.connectionString), 9);
  });

  it('fails its test in each run of a retry', async () => {
    expectRightTestsFail(await runJest(['retry.fixture.ts'], postgres.connectionString), 3);
  });
});

describe('a failure', () => {
  let run: FixtureRun;

  beforeAll(async () => {
    run = await runJest(['failures.fixture.ts'], postgres.connectionString);
  });

  it.each(['count', 'growth', 'subject', 'ignored', 'not', 'thrown', 'capture'])(
    'draws its code frame at the line of the test: %s',
    (comment) => {
      const line = lineOf(jestProject, 'failures.fixture.ts', comment);
      const frames = [...run.output.matchAll(/^ *> +(\d+) \|.*\/\/ (\w+)$/gm)];
      expect(frames.map(([, number, name]) => `${name}:${number}`)).toContain(`${comment}:${line}`);
    },
  );

  it('prints the message, then nothing but that line', () => {
    expect(reportOf(run, 'fails with growth')).toMatchInlineSnapshot(`
      "fails with growth

          expect(action).toNotScaleWithPageSize()

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

             8 |
             9 | it('fails with growth', async () => {
          > 10 |   await expect(listPosts).toNotScaleWithPageSize(); // growth
               |                           ^
            11 | });
            12 |
            13 | it('fails with a subject', async () => {

            at Object.<anonymous> (failures.fixture.ts:10:27)

      "
    `);
  });

  it('prints what an assertion was given that is used in a wrong way', () => {
    expect(reportOf(run, 'fails with a subject')).toMatchInlineSnapshot(`
      "fails with a subject

          InvalidActionError: toExecuteQueries() needs a function, received a Promise: its queries must be sent while they are counted. Pass \`() => listPosts()\`, not \`listPosts()\`.

            12 |
            13 | it('fails with a subject', async () => {
          > 14 |   await expect(listPosts(1)).toExecuteQueries(2); // subject
               |                              ^
            15 | });
            16 |
            17 | it('fails with an ignored page size', async () => {

            at Object.<anonymous> (failures.fixture.ts:14:30)

      "
    `);
  });
});

describe('a clock of the test', () => {
  let run: FixtureRun;

  beforeAll(async () => {
    run = await runJest(['clock.fixture.ts'], postgres.connectionString);
  });

  it('holds up no matcher', () => {
    expectRightTestsFail(run, 5);
  });

  it.each(['is not awaited under a clock of the test', 'is not awaited under a clock that stops pg'])(
    'does not hold up the end of a test: %s',
    (name) => {
      expect(firstLinesOf(run, name)).toEqual([
        'MatcherError: toExecuteQueries() was still running when the test ended. Add `await` before `expect(`.',
      ]);
    },
  );
});

describe('the entry', () => {
  it('may be both a set-up file and imported, and be loaded again by a test that resets modules', async () => {
    const run = await runJest(['imported.fixture.ts', 'registry.fixture.ts'], postgres.connectionString);
    expectRightTestsFail(run, 6);
  });

  it('can be imported by a test file instead, or required without an import from Jest', async () => {
    const files = ['imported.fixture.ts', 'globals.fixture.js'];
    const config = ['--config', `${jestProject}/without-setup.config.cjs`];
    expectRightTestsFail(await runJest(files, postgres.connectionString, ...config), 4);
  });

  it('works for ES modules, as a set-up file and imported', async () => {
    const files = ['esm', 'await-guard', 'concurrent', 'imported', 'clock'].map((name) => `${name}.fixture.ts`);
    const options = ['--experimental-vm-modules', '--config', `${jestProject}/esm.config.cjs`];
    expectRightTestsFail(await runJest(files, postgres.connectionString, ...options), 1 + 15 + 9 + 2 + 5);
  });

  it('keeps nothing of a test file alive, and nothing for the next one, with and without tests to run', async () => {
    const options = ['--config', `${jestProject}/projects.config.cjs`, '--detectLeaks', '--runInBand'];
    expectRightTestsFail(await runJest([], postgres.connectionString, ...options), 3);
  });
});

/** What Jest prints for one failed test. */
function reportOf({ output }: FixtureRun, name: string): string | undefined {
  return (
    output
      .split(/^ {2}● /m)
      .find((report) => report.startsWith(`${name}\n`))
      ?.split(/^(?:Test Suites:|FAIL|PASS)/m)[0]
      // Compilers differ in what they call the function of a test.
      ?.replace(/at Object\.\S+ \(/, 'at Object.<anonymous> (')
  );
}
