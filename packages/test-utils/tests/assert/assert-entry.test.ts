import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StartedPostgres } from '@flatquery/test-utils/postgres';
import * as assert from '@flatquery/test-utils/assert';
import { startBlog } from '../support/blog.js';
import { lineOf } from '../support/fixture-run.js';

/** One test, as the reporter of the project prints it. */
interface Reported {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly stack: string;
    readonly code?: string;
    readonly operator?: string;
  };
}

const folder = join(__dirname, '../fixtures/assert-project');
let postgres: StartedPostgres;
let results: readonly Reported[];

beforeAll(async () => {
  postgres = await startBlog();
  results = await runNodeTest();
});

afterAll(() => postgres.stop());

async function runNodeTest(): Promise<readonly Reported[]> {
  const args = [`--test-reporter=${join(folder, 'json-reporter.mjs')}`, join(folder, 'node-test.cjs')];
  const env = { ...process.env, FIXTURE_DATABASE_URL: postgres.connectionString };
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env }, (_, stdout) => {
      resolve(stdout);
    });
  });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Reported);
}

function errorOf(name: string): Reported['error'] {
  return results.find((result) => result.name === name)?.error;
}

/** Every function of the entry. */
const names = Object.keys(assert);

it('passes and fails as the matchers do', () => {
  expect(results.map(({ name, status }) => [name, status])).toEqual(
    results.map(({ name }) => [name, name.startsWith('passes') ? 'passed' : 'failed']),
  );
  expect(results).toHaveLength(32 + 3 * names.length);
});

it.each([
  ['fails with a count', 'assertQueries'],
  ['fails with a most', 'assertAtMostQueries'],
  ['fails with something sent', 'assertNoQueries'],
  ['fails with no match', 'assertQueryMatching'],
  ['fails with growth', 'assertNotScaling'],
  ['fails with data that grows', 'assertNotScalingWith'],
  ['fails with repeats', 'assertNoRepeats'],
  ['fails with duplicates', 'assertNoDuplicates'],
  ['fails with too many rows', 'assertAtMostRows'],
  ['fails with too many columns', 'assertAtMostColumns'],
  ['fails with a product', 'assertNoMultipliedRows'],
  ['fails without an index', 'assertServedByIndexes'],
  ['fails with too many connections', 'assertAtMostConnections'],
  ['fails with another answer', 'assertAgreement'],
])('throws an AssertionError that names the function: %s', (name, operator) => {
  expect(errorOf(name)).toMatchObject({ name: 'AssertionError', code: 'ERR_ASSERTION', operator });
  expect(errorOf(name)?.message).toMatch(new RegExp(`^${operator}\\(action.*\\)\\n\\nExpected[ ,]`));
});

it.each(
  'count most none match growth data repeats duplicates rows columns product index connections answer subject evidence ignored thrown'.split(
    ' ',
  ),
)('throws at the line of the test: %s', (comment) => {
  const line = lineOf(folder, 'assertions.cjs', comment);
  const stacks = results.map(({ error }) => error?.stack.split('\n    at ')[1] ?? '');
  expect(stacks.filter((frame) => frame.includes(`assertions.cjs:${line}:`))).toHaveLength(1);
});

it('prints the message of the matcher', () => {
  expect(errorOf('fails with growth')?.message).toMatchInlineSnapshot(`
    "assertNotScaling(action)

    Expected the same number of queries at every page size, received 3, 6 and 12 (1 more per item).

      page size            2  5  11  per item
      items                2  5  11
      queries              3  6  12         1
        [1] select author  2  5  11         1

    Grows with the page size:

      Once per row of: select * from post order by id limit $1
                       in listPosts (database.cjs:9:31)
        [1] select * from author where id = $1
            in listPosts (database.cjs:12:31)
            one query instead: select * from author where id = any($1)

      One query for all rows: a list of keys, a join, or the eager loading of the ORM.

    Ran at page sizes 2, 5, 11 and 2, after 1 discarded run; both runs at 2 agree.
    If it may grow, say why: allow: [{ table: 'author', reason: '…' }]"
  `);
});

it.each([
  ['fails with a subject', 'InvalidActionError', /^assertQueries\(\) needs a function, received a Promise: /],
  ['fails with too little evidence', 'MissingEvidenceError', /^assertAtMostQueries\(\) .*: `assertNoQueries\(\)`\.$/],
  ['fails with an ignored page size', 'MissingEvidenceError', /^assertNotScaling\(\) received 2 items at page sizes/],
  ['fails with the error of the action', 'Error', /^own error\n\nThe action of assertQueries\(\) threw this, after 2/],
])('names functions that exist where it can not judge: %s', (test, name, message) => {
  const error = errorOf(test);
  expect(error?.name).toBe(name);
  expect(error?.message).toMatch(message);
  expect(error?.stack).toContain(error?.message);
  expect(error?.stack).not.toContain('toExecute');
});

it.each(names)('refuses what is no function, by its own name: %s', (name) => {
  const error = errorOf(`fails without a function: ${name}`);
  expect(error?.name).toBe('InvalidActionError');
  expect(error?.message).toMatch(new RegExp(`^${name}\\(\\) needs a function, received a number: `));
});

it('refuses bad input by its own name', () => {
  const messages = names.map((name) => errorOf(`fails with bad input: ${name}`)?.message);
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "assertQueries() needs a number of queries, { min, max }, or numbers by kind ({ select: 1 }) or by table ({ tables: { users: 1 } }), received -1.
    assertAtMostQueries() needs a number of queries, received '2'.
    assertNoQueries() takes true or false for \`strict\`, received 1.
    assertQueryMatching() needs a part of a statement or a pattern, received ''.
    assertNotScaling(): \`sizes\` must be at least two whole numbers from 1 in rising order, received [ 2.5, 5 ].
    assertNotScalingWith() needs a function that makes the data grow, received undefined. Pass \`(size, previous) => addComments(postId, size - previous)\`.
    assertNoRepeats() needs a number of sets of values from 1, received 0.
    assertNoDuplicates() needs for \`allow\` a list of { table, shape or sql, reason }, received [ { table: 'post' } ].
    assertAtMostRows() needs a number of rows or { perItem, items }, received { perItem: -1 }.
    assertAtMostColumns() needs a number of columns from 1, received 0.
    assertNoMultipliedRows() takes a function for \`held\`, received 5.
    assertAgreement() needs { populate, cases }, and knows runs, mostRows and seed, received { populate: [Function: populate] }.
    assertServedByIndexes() needs a number of rows for \`largerThan\`, received -1.
    assertAtMostConnections() needs a number of connections from 1, received 0."
  `);
  for (const name of names) expect(errorOf(`fails with bad input: ${name}`)?.name).toBe('MatcherError');
});
