import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StartedPostgres } from '@flatquery/test-utils/postgres';
import { startBlog } from '../support/blog.js';
import {
  linesOf,
  messagesFixture,
  renderMessages,
  reportsOf,
  type PrintedFailure,
} from '../support/fixture-messages.js';
import { jestProject, runJest } from './fixture-project.js';

let postgres: StartedPostgres;
let failures: readonly PrintedFailure[];

beforeAll(async () => {
  postgres = await startBlog();
  const run = await runJest([messagesFixture], postgres.connectionString);
  const start = (name: string) => `  ● ${name}\n\n`;
  failures = reportsOf(run, jestProject, { start, end: /^ {2}● |^(?:Test Suites:|FAIL|PASS)/m }).map(
    ([name, report]) => {
      const [message = ''] = report.split(/\n\n {4,}(?:> *)?\d+ \|/);
      const [, line] = /^ +> +(\d+) \|/m.exec(report) ?? [];
      return { name, line: Number(line), message: message.replace(/^ {4}/gm, '').replace(/ +$/gm, '') };
    },
  );
});

afterAll(() => postgres.stop());

it('prints the whole message of each matcher, as Vitest does', async () => {
  await expect(renderMessages(failures)).toMatchFileSnapshot('../fixtures/messages.md');
});

it('draws its code frame at the line of the test', () => {
  const { actual, expected } = linesOf(failures, jestProject);
  expect(actual).toEqual(expected);
});
