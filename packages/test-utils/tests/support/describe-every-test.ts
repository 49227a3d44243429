import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StartedPostgres } from '@flatquery/test-utils/postgres';
import { startBlog } from './blog.js';
import { actualResults, expectedResults, messageOf, statusOf, type FixtureRun } from './fixture-run.js';

/** How a runner is started on the project whose tests are watched. */
export type RunSuite = (
  files: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  ...options: string[]
) => Promise<FixtureRun>;

/** Where that project is. */
export const suiteProject = join(__dirname, '../fixtures/suite-project');

let postgres: StartedPostgres;
let scratch: string;
let baseline: string;

/** Holds `everyTest()` of a runner to what it promises. */
export function describeEveryTest(runner: 'Vitest' | 'Jest', start: RunSuite, filter: readonly string[]): void {
  beforeAll(async () => {
    postgres = await startBlog();
  });

  afterAll(() => postgres.stop());

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'flatquery-every-test-'));
    baseline = join(scratch, 'baseline.json');
  });

  afterEach(() => {
    rmSync(scratch, { recursive: true });
  });

  const run = (files: readonly string[], options: object, environment = {}, ...args: string[]): Promise<FixtureRun> =>
    start(
      files,
      {
        ...{
          FIXTURE_DATABASE_URL: postgres.connectionString,
          FIXTURE_OPTIONS: JSON.stringify(options),
          TMPDIR: scratch,
        },
        ...{ FLATQUERY_UPDATE_BASELINE: undefined, FLATQUERY_SUITE_FOLDER: undefined, CI: 'true', ...environment },
      },
      ...args,
    );

  describeRepeats(run);
  describeImported(runner, run);
  describeBaseline(run, filter);
  describeLists(run, filter);
  describeNothingToTell(runner, run);
}

type Run = (files: readonly string[], options: object, environment?: object, ...args: string[]) => Promise<FixtureRun>;

function describeRepeats(run: Run): void {
  describe('a test that repeats a statement', () => {
    let ended: FixtureRun;

    beforeAll(async () => {
      scratch = mkdtempSync(join(tmpdir(), 'flatquery-every-test-'));
      ended = await run(['repeats.fixture.ts'], {});
    });

    it('fails, and no other one', () => {
      expect(ended.results).toHaveLength(17);
      expect(actualResults(ended)).toEqual(expectedResults(ended));
    });

    it('shows what repeats, whose rows it follows, what does at once, and the ways out', () => {
      expect(messageOf(ended, 'fails with a query per row')).toMatchInlineSnapshot(`
        "RepeatedQueriesError: everyTest() saw 1 statement repeat in this test: more than 4 sets of values from one line.

          6×  select * from author where id = $1  (6 rows)
              in getAuthor (application.ts:22:31)
              once per row of: select * from post order by id limit $1
                               in listPosts (application.ts:13:31)
              one query instead: select * from author where id = any($1)

          One query for all rows: a list of keys, a join, or the eager loading of the ORM.

        If it may repeat, say why: allowRepeats('…') in this test, or in everyTest() allow: [{ table: '…', reason: '…' }].
        If it is old, keep it in a baseline: everyTest({ baseline: 'flatquery-baseline.json' })."
      `);
    });

    it('names the request that repeats it', () => {
      expect(messageOf(ended, 'fails with a query per row of a request')).toMatchInlineSnapshot(`
        "RepeatedQueriesError: everyTest() saw 1 statement repeat in this test: more than 1 set of values in one request from one line.

          2×  select * from author where id = $1  (2 rows)
              in getAuthor (application.ts:22:31)
              while serving GET /posts
              once per row of: select * from post order by id limit $1
                               in listPosts (application.ts:13:31)
              one query instead: select * from author where id = any($1)

          One query for all rows: a list of keys, a join, or the eager loading of the ORM.

        If it may repeat, say why: allowRepeats('…') in this test, or in everyTest() allow: [{ table: '…', reason: '…' }].
        If it is old, keep it in a baseline: everyTest({ baseline: 'flatquery-baseline.json' })."
      `);
    });

    it('says what an allowance lacks', () => {
      expect(messageOf(ended, 'fails with an empty reason')).toBe(
        "MatcherError: allowRepeats() needs a reason, received ' '. Say why it may repeat.",
      );
    });
  });

  it.each([
    ['a table', { table: 'author' }],
    ['a part of a shape', { shape: 'from author where' }],
    ['a file', { file: 'application.ts' }],
  ])('passes where the set-up allows it with a reason, by %s', async (_, filter) => {
    const ended = await run(['old.fixture.ts'], { allow: [{ ...filter, reason: 'known' }] });
    expect(actualResults(ended)).toEqual([['has an old finding', 'passed']]);
  });

  it('fails where the set-up allows another one, and passes below other limits', async () => {
    const options = { allow: [{ table: 'author', file: 'elsewhere.ts', reason: 'known' }] };
    expect(actualResults(await run(['old.fixture.ts'], options))).toEqual([['has an old finding', 'failed']]);
    const more = await run(['old.fixture.ts'], { maxOutsideRequests: 6 });
    expect(actualResults(more)).toEqual([['has an old finding', 'passed']]);
  });
}

function describeImported(runner: 'Vitest' | 'Jest', run: Run): void {
  it('watches the tests of a file that calls it, without a set-up file', async () => {
    const ended = await run([`imported-${runner.toLowerCase()}.fixture.ts`], {}, { FIXTURE_SETUP: 'none' });
    expect(actualResults(ended)).toEqual(expectedResults(ended));
    expect(reportOf(ended)).toBe('everyTest() watched 3 tests, of which 3 sent queries.');
  });
}

function describeBaseline(run: Run, filter: readonly string[]): void {
  const read = (): unknown => JSON.parse(readFileSync(baseline, 'utf8'));
  const old = ['old.fixture.ts', 'lists.fixture.ts'];
  const updating = { FLATQUERY_UPDATE_BASELINE: '1' };

  describe('the baseline', () => {
    it('is written on request only, lets old findings pass, and has stale ones named and taken out', async () => {
      const before = await run(old, { baseline });
      expect(statusOf(before, 'has an old finding')).toBe('failed');
      expect(existsSync(baseline)).toBe(false);

      const written = await run(old, { baseline }, updating);
      expect(statusOf(written, 'has an old finding')).toBe('passed');
      expect(written.output).toContain(`Wrote 1 finding to ${baseline}.`);
      const [entry] = (read() as { repeats: { file: string }[] }).repeats;
      expect({ ...entry, file: entry?.file.split('/').at(-1) }).toEqual({
        shape: 'select * from author where id = $1',
        file: 'application.ts',
        function: 'getAuthor',
      });

      expect(statusOf(await run(old, { baseline }), 'has an old finding')).toBe('passed');
    });

    it('has its stale findings named after a run of all tests, and kept after a part of them', async () => {
      const stale = { shape: 'select * from tag where id = $1', file: '../src/tags.ts', function: 'tagOf' };
      writeFileSync(baseline, JSON.stringify({ version: 1, repeats: [stale, { shape: 'select 1' }] }));
      const whole = { ...updating, FIXTURE_FILES: 'old.fixture.ts,lists.fixture.ts' };
      const only = { FIXTURE_FILES: whole.FIXTURE_FILES };

      const failed = await run([], { baseline }, only);
      expect(failed.output).not.toContain('did not occur any more');
      await run(filter, { baseline }, whole);
      expect(read()).toMatchObject({ repeats: [{ shape: 'select 1' }, { function: 'getAuthor' }, stale] });
      expect((await run(filter, { baseline }, only)).output).not.toContain('did not occur any more');

      const told = await run([], { baseline }, only);
      expect(reportOf(told)).toContain(
        [
          `2 findings of ${baseline} did not occur any more:`,
          '',
          '  select 1',
          '  call site unknown',
          '  select * from tag where id = $1',
          '  in tagOf (../src/tags.ts)',
          '',
          'Take them out: run all tests with FLATQUERY_UPDATE_BASELINE=1.',
        ].join('\n'),
      );
      expect((await run([], { baseline }, whole)).output).toContain(`Wrote 1 finding to ${baseline}.`);
      expect(read()).toMatchObject({ repeats: [{ function: 'getAuthor' }] });
    });

    it('must be one, and is written by the reporter only', async () => {
      writeFileSync(baseline, '{ "repeats": [] }');
      const broken = await run(['old.fixture.ts'], { baseline });
      expect(broken.output).toContain(`BaselineError: everyTest() can't use the baseline ${baseline}: it is no {`);
      rmSync(baseline);
      const alone = await run(['old.fixture.ts'], { baseline }, { ...updating, FIXTURE_REPORTER: 'none' });
      expect(alone.output).toContain("BaselineError: everyTest() can't write the baseline: that is done once");
      expect(existsSync(baseline)).toBe(false);
    });
  });
}

function describeLists(run: Run, filter: readonly string[]): void {
  it('names the list endpoints that no scaling check requested, once all tests have passed', async () => {
    const options = { allow: [{ endpoint: 'GET /countries', reason: 'there are 249' }] };
    const environment = { FIXTURE_FILES: 'lists.fixture.ts,scaling.fixture.ts' };
    const ended = await run([], options, environment);
    expect(actualResults(ended)).toEqual(expectedResults(ended));
    expect(reportOf(ended)).toMatchInlineSnapshot(`
      "everyTest() watched 6 tests, of which 6 sent queries.

      2 list endpoints were requested, and by no scaling check:

        GET /authors
          3 rows of select * from author order by id limit $1
        GET /editors
          3 rows of select * from author order by id limit $1

      Request them in toNotScaleWithPageSize() or toNotScaleWith(), or say why not: allow: [{ endpoint: 'GET /authors', reason: '…' }]."
    `);
    expect((await run(filter, options, environment)).output).not.toContain('requested, and by no scaling check');
    expect(readdirSync(scratch)).not.toContainEqual(expect.stringContaining('flatquery-suite-'));
  });
}

function describeNothingToTell(runner: 'Vitest' | 'Jest', run: Run): void {
  it('does not watch concurrent tests', async () => {
    const ended = await run(['concurrent.fixture.ts'], {});
    expect(actualResults(ended)).toEqual(expectedResults(ended));
    // Jest runs no hooks for them, and nobody is told how many there are.
    if (runner === 'Vitest')
      expect(reportOf(ended)).toMatchInlineSnapshot(`
      "everyTest() watched 0 tests, of which 0 sent queries.

      Not watched: 2 concurrent tests. Whose a query is can't be told there; use toNotRepeatQueries() in each of them."
    `);
  });
}

function reportOf({ output }: FixtureRun): string | undefined {
  const [, report] = /(everyTest\(\) watched .*?)\s+(?:PASS|FAIL|JSON report|Test Suites|$)/s.exec(output) ?? [];
  return report;
}
