import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StartedPostgres } from '@flatquery/test-utils/postgres';
import { startBlog } from './packages/test-utils/tests/support/blog.js';
import { lineOf } from './packages/test-utils/tests/support/fixture-run.js';

/** The part of Mocha's JSON report that is read here. */
interface Report {
  readonly tests: readonly {
    readonly title: string;
    readonly err: {
      readonly name?: string;
      readonly message?: string;
      readonly stack?: string;
      readonly operator?: string;
    };
  }[];
}

const folder = join(import.meta.dirname, 'packages/test-utils/tests/fixtures/assert-project');
let postgres: StartedPostgres;
let report: Report;

beforeAll(async () => {
  postgres = await startBlog();
  const mocha = join(import.meta.dirname, 'node_modules/mocha/bin/mocha.js');
  const env = { ...process.env, FIXTURE_DATABASE_URL: postgres.connectionString };
  report = await new Promise((resolve) => {
    execFile(process.execPath, [mocha, '--reporter', 'json', 'mocha.cjs'], { cwd: folder, env }, (_, stdout) => {
      resolve(JSON.parse(stdout) as Report);
    });
  });
}, 60_000);

afterAll(() => postgres.stop());

it('passes and fails as the matchers do', () => {
  const failed = report.tests.filter(({ err }) => err.message !== undefined).map(({ title }) => title);
  expect(failed).toEqual(report.tests.map(({ title }) => title).filter((title) => title.startsWith('fails')));
  expect(report.tests.length).toBeGreaterThan(60);
});

it('fails nowhere for want of a package', () => {
  expect(report.tests.filter(({ err }) => err.message?.includes('is not installed') === true)).toEqual([]);
});

it('throws an AssertionError with the message of the matcher, at the line of the test', () => {
  const growth = report.tests.find(({ title }) => title === 'fails with growth')?.err;
  expect(growth).toMatchObject({ name: 'AssertionError', operator: 'assertNotScaling' });
  expect(growth?.message).toMatch(/^assertNotScaling\(action\)\n\nExpected the same number of queries/);
  expect(growth?.stack?.split('\n    at ')[1]).toContain(
    `assertions.cjs:${lineOf(folder, 'assertions.cjs', 'growth')}:`,
  );
});
