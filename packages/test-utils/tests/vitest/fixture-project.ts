import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import pg from 'pg';
import { startPostgres, type StartedPostgres } from '@flatquery/test-utils/postgres';

const root = join(__dirname, '../fixtures/vitest-project');
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');

/** One test of the project, as Vitest reported it. */
export interface FixtureResult {
  readonly name: string;
  readonly status: string;
  readonly messages: readonly string[];
}

/** A run of Vitest on the project. */
export interface FixtureRun {
  readonly results: readonly FixtureResult[];
  /** What a user reads, without colours. */
  readonly output: string;
}

/** Starts a database with 20 posts of 20 authors. */
export async function startBlog(): Promise<StartedPostgres> {
  const postgres = await startPostgres();
  const client = new pg.Client({ connectionString: postgres.connectionString });
  await client.connect();
  await client.query('create table author (id int primary key); create table post (id int primary key, author_id int)');
  await client.query('insert into author select generate_series(1, 20); insert into post select id, id from author');
  await client.end();
  return postgres;
}

/** Runs files of the project in a Vitest of its own. */
export async function runFixture(
  files: readonly string[],
  connectionString: string,
  ...options: string[]
): Promise<FixtureRun> {
  const args = [vitest, 'run', ...files, '--root', root, '--reporter=default', '--reporter=json', ...options];
  const env = {
    ...process.env,
    FIXTURE_DATABASE_URL: connectionString,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    VITEST: undefined,
  };
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: root, env, maxBuffer: 1e8 }, (_, stdout, stderr) => {
      resolve(stripVTControlCharacters(stdout + stderr));
    });
  });
  const json = /^\{"numTotalTestSuites".*\}$/m.exec(text)?.[0];
  if (json === undefined) throw new Error(`Vitest did not report:\n${text}`);
  const report = JSON.parse(json) as { testResults: { assertionResults: AssertionResult[] }[] };
  return {
    output: text.replace(json, ''),
    results: report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, status, failureMessages }) => ({
        name: fullName,
        status,
        messages: failureMessages,
      })),
    ),
  };
}

interface AssertionResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: string[];
}

/** Where a line of the project is that ends in a comment. */
export function lineOf(file: string, comment: string): number {
  return (
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.endsWith(`// ${comment}`)) + 1
  );
}
