import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, type FixtureRun } from './fixture-run.js';

/** A failed test as its runner printed it. */
export interface PrintedFailure {
  readonly name: string;
  /** Without the name of a plain error, which one of the runners leaves out. */
  readonly message: string;
  /** The line that the first code frame marks. */
  readonly line: number;
}

/** The file of a fixture project whose tests fail, one for each message. */
export const messagesFixture = 'messages.fixture.ts';

/** Messages as one text for people to read, in the order of the tests. */
export function renderMessages(failures: readonly PrintedFailure[]): string {
  const sections = failures.map(({ name, message }) => `## ${name}\n\n\`\`\`text\n${message}\n\`\`\`\n`);
  return `# What a failure says, by Vitest and by Jest\n\n${sections.join('\n')}`;
}

/** Names of the fixture's tests, each of which ends the line that its code frame must mark. */
export function testsOfFixture(folder: string): readonly string[] {
  const source = readFileSync(join(folder, messagesFixture), 'utf8');
  return [...source.matchAll(/^it(?:\.concurrent)?\('([^']+)'/gm)].map(([, name = '']) => name);
}

/** Where each failure points, and where it should. */
export function linesOf(failures: readonly PrintedFailure[], folder: string): Record<'actual' | 'expected', unknown> {
  return {
    actual: failures.map(({ name, line }) => [name, line]),
    expected: testsOfFixture(folder).map((name) => [name, lineOf(folder, messagesFixture, name)]),
  };
}

/** Cuts the reports of failed tests out of what a runner printed, one for each test of the fixture. */
export function reportsOf(
  { output }: FixtureRun,
  folder: string,
  { start, end }: { readonly start: (name: string) => string; readonly end: RegExp },
): readonly (readonly [name: string, report: string])[] {
  return testsOfFixture(folder).map((name) => {
    const [, report] = output.split(start(name));
    if (report === undefined) throw new Error(`No failure of "${name}" was printed:\n${output}`);
    return [name, report.split(end)[0] ?? ''];
  });
}
