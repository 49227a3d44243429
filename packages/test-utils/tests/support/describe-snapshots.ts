import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedPostgres } from '@flatquery/test-utils/postgres';
import { startBlog } from './blog.js';
import { actualResults, expectedResults, lineOf, runFixture, type FixtureRun } from './fixture-run.js';
import { copySnapshotProject, listsFile, type SnapshotProject } from './snapshot-project.js';

/** How a run of the fixture differs from a first one on a developer's machine. */
export interface RunOptions {
  /** Whether new snapshots are refused. */
  readonly ci?: boolean;
  readonly update?: boolean;
  /** What the code under test does: nothing new, the N+1, or an answer from a cache. */
  readonly code?: 'flat' | 'naive' | 'cached';
  /** Which tests run. Defaults to all. */
  readonly only?: string;
}

/** A runner with snapshots. */
export interface SnapshotRunner {
  readonly name: 'vitest' | 'jest';
  /** Arguments of Node.js. */
  readonly args: (folder: string, report: string, options: RunOptions) => readonly string[];
  /** Between a test's name and a hint. */
  readonly hintMark: string;
  /** How far a snapshot is indented in the test. */
  readonly indentation: string;
  /** How a report says that snapshots are not needed any more. */
  readonly obsolete: RegExp;
  /** The difference as the runner draws it, and that there is nothing to differ from. */
  readonly difference: string;
  readonly missing: string;
}

const flat = ['1× select * from post order by id limit $1', '1× select * from author where id = any($1)'];
const naive = ['1× select * from post order by id limit $1', '3× select * from author where id = $1'];

/** Describes the matchers of snapshots in a runner, by runs of a project of its own. */
export function describeSnapshots(runner: SnapshotRunner): void {
  let postgres: StartedPostgres;

  beforeAll(async () => {
    postgres = await startBlog();
  });

  afterAll(() => postgres.stop());

  async function run(project: SnapshotProject, options: RunOptions = {}): Promise<FixtureRun> {
    return await runFixture((report) => runner.args(project.folder, report, options), project.folder, {
      FIXTURE_DATABASE_URL: postgres.connectionString,
      FIXTURE_CODE: options.code,
      CI: options.ci === true ? '1' : undefined,
      ...(options.ci === true ? {} : { GITHUB_ACTIONS: undefined, CONTINUOUS_INTEGRATION: undefined }),
    });
  }

  async function inProject(use: (project: SnapshotProject) => Promise<void>): Promise<void> {
    const project = copySnapshotProject(runner.name);
    try {
      await use(project);
    } finally {
      project.remove();
    }
  }

  function snapshot(name: string, lines: readonly string[]): string {
    return `exports[\`${name}\`] = \`\n${lines.join('\n')}\n\`;`;
  }

  function inline(lines: readonly string[]): string {
    return ['`', ...lines.map((line) => runner.indentation + line)].join('\n');
  }

  describe('a first run', () => {
    it('writes the snapshots of actions and captures into the file and into the test, and the next one holds to them', async () => {
      await inProject(async (project) => {
        const first = await run(project);
        expect(actualResults(first)).toEqual(expectedResults(first));
        const written = project.snapshots();
        for (const name of ['with one 1', 'with several 1', 'with several 2', 'with one of a capture 1']) {
          expect(written).toContain(snapshot(`passes ${name}`, flat));
        }
        for (const name of ['with several', 'with one of a capture']) {
          expect(written).toContain(snapshot(`passes ${name}${runner.hintMark}hinted 1`, flat));
        }
        expect(written).toContain(snapshot('passes with one at the same time 1', flat));
        expect(written).toContain(
          'exports[`passes with another one at the same time 1`] = `1× select * from post where id = $1`;',
        );
        expect(written).toContain('exports[`passes without queries where that is said 1`] = `no queries`;');
        expect(project.source().split(inline(flat))).toHaveLength(4);
        expect(written).not.toMatch(/exports\[`fails (without|where it is negated|for)/);

        const source = project.source();
        const next = await run(project, { ci: true });
        expect(actualResults(next)).toEqual(expectedResults(next));
        expect([project.snapshots(), project.source()]).toEqual([written, source]);
      });
    });

    it('writes nothing in CI, and says so', async () => {
      await inProject(async (project) => {
        const { results } = await run(project, { ci: true, only: 'passes with one$' });
        const [failed] = results.filter(({ name }) => name === 'passes with one');
        expect(failed?.status).toBe('failed');
        expect(failed?.messages.join()).toContain(runner.missing);
        expect(project.snapshots()).toBe('');
      });
    });
  });

  describe('a change of the queries', () => {
    it('fails with the difference and the lines, and is taken over by -u', async () => {
      await inProject(async (project) => {
        await run(project, { only: 'passes' });
        const line = lineOf(project.folder, listsFile, 'one');
        const { output, results } = await run(project, { ci: true, code: 'naive', only: 'passes' });
        const failed = results.filter(({ status }) => status === 'failed').map(({ name }) => name);
        expect(failed).toEqual([
          'passes with one',
          'passes with several',
          'passes with one of a capture',
          'passes with one inline',
          'passes with one inline behind options',
          'passes with one of a capture inline',
          'passes with one at the same time',
        ]);
        expect(output).toContain(runner.difference);
        expect(output).toMatch(/in listPosts \(lists\.fixture\.ts:\d+:\d+\)/);
        expect(output).toContain(`lists.fixture.ts:${line}:`);

        const updated = await run(project, { update: true, code: 'naive', only: 'passes' });
        expect(updated.results.filter(({ status }) => status === 'failed')).toEqual([]);
        expect(project.snapshots()).toContain(snapshot('passes with one 1', naive));
        expect(project.snapshots()).not.toContain(flat[1]);
        expect(project.source().split(inline(naive))).toHaveLength(4);
      });
    });

    it('to fewer is one as well', async () => {
      await inProject(async (project) => {
        await run(project, { only: 'passes with one$' });
        const { results } = await run(project, { ci: true, code: 'cached', only: 'passes with one$' });
        expect(results.find(({ name }) => name === 'passes with one')?.status).toBe('failed');
      });
    });
  });

  it('reports a snapshot that nothing asks for any more', async () => {
    await inProject(async (project) => {
      await run(project, { only: 'passes' });
      project.replace('passes with one', 'under another name, passes with one');
      expect((await run(project)).output).toMatch(runner.obsolete);
      await run(project, { update: true });
      expect(project.snapshots()).not.toContain('exports[`passes with one 1`]');
    });
  });

  it('throws what proves nothing, at the line of the test', async () => {
    await inProject(async (project) => {
      const { output } = await run(project);
      expect(output).toContain('toMatchQuerySnapshot() saw no query, and without one there is nothing to hold');
      expect(output).toContain("toMatchQuerySnapshot() can't be negated");
      expect(output).toContain("toMatchQuerySnapshot() can't tell how many queries the action sends");
      expect(output).toContain('toMatchQuerySnapshot() was still running when the test ended. Add `await`');
    });
  });
}
