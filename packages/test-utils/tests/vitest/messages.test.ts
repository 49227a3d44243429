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
import { runVitest, vitestProject } from './fixture-project.js';

let postgres: StartedPostgres;
let failures: readonly PrintedFailure[];

beforeAll(async () => {
  postgres = await startBlog();
  const run = await runVitest([messagesFixture], postgres.connectionString);
  const start = (name: string) => ` FAIL  ${messagesFixture} > ${name}\n`;
  failures = reportsOf(run, vitestProject, { start, end: /^⎯+\[/m }).map(([name, report]) => {
    const [message = ''] = report.split(/\n ❯ /);
    const [, line] = /\n ❯ (?:.* )?messages\.fixture\.ts:(\d+):\d+\n +\d+\|/.exec(report) ?? [];
    return { name, line: Number(line), message: message.replace(/^Error: /, '').replace(/ +$/gm, '') };
  });
});

afterAll(() => postgres.stop());

it('prints the whole message of each matcher', async () => {
  await expect(renderMessages(failures)).toMatchFileSnapshot('../fixtures/messages.md');
});

it('draws its code frame at the line of the test', () => {
  const { actual, expected } = linesOf(failures, vitestProject);
  expect(actual).toEqual(expected);
});
