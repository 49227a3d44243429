import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** One test of a fixture project, as its runner reported it. */
export interface FixtureResult {
  readonly name: string;
  readonly status: string;
  readonly messages: readonly string[];
}

/** A run of a test runner on a fixture project. */
export interface FixtureRun {
  readonly results: readonly FixtureResult[];
  /** What a user reads, without colours. */
  readonly output: string;
}

/** The part of the JSON report of Jest and Vitest that is read here. */
interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/**
 * Runs Jest or Vitest in a Node.js of its own.
 *
 * @param args - Of Node.js; among them those that have the runner write a JSON report to the file that they are given.
 * @param environment - Variables of the process; undefined ones are taken away.
 */
export async function runFixture(
  args: (report: string) => readonly string[],
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<FixtureRun> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined, ...environment };
  const scratch = mkdtempSync(join(tmpdir(), 'flatquery-fixture-'));
  const file = join(scratch, 'report.json');
  try {
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args(file), { cwd: folder, env, maxBuffer: 1e8 }, (_, stdout, stderr) => {
        resolve(stripVTControlCharacters(`${stdout}\n${stderr}`));
      });
    });
    return { output, results: readReport(file, output) };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function readReport(file: string, output: string): readonly FixtureResult[] {
  if (!existsSync(file)) throw new Error(`The runner did not report:\n${output}`);
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as JsonReport;
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      name: fullName,
      status,
      messages: failureMessages ?? [],
    })),
  );
}

/** Where a line of a fixture file is that ends in a comment. */
export function lineOf(folder: string, file: string, comment: string): number {
  return (
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.endsWith(`// ${comment}`)) + 1
  );
}

/** Each test of a run with what its name promises: tests that pass say so, tests that are left out as well. */
export function expectedResults({ results }: FixtureRun): readonly (readonly [name: string, status: string])[] {
  return results.map(({ name }) => {
    if (name.includes('is left out')) return [name, 'pending'] as const;
    return [name, name.includes('passes') ? 'passed' : 'failed'] as const;
  });
}

/** Each test of a run with how it ended. */
export function actualResults({ results }: FixtureRun): readonly (readonly [name: string, status: string])[] {
  return results.map(({ name, status }) => [name, status] as const);
}

/** How a test of a run ended; undefined where it has none of that name. */
export function statusOf({ results }: FixtureRun, name: string): string | undefined {
  return results.find((result) => result.name === name)?.status;
}

/** What a test of a run failed with, without the lines of its stack. */
export function messageOf({ results }: FixtureRun, name: string): string | undefined {
  const [message] = results.find((result) => result.name === name)?.messages ?? [];
  return message?.replace(/(?:\n {4}at .*)+$/s, '');
}
