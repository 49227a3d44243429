import { delimiter } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createOwnServer } from '../../src/postgres/holder/own-server.js';
import { startPostgres } from '../../src/postgres/start-postgres.js';
import { systemSource } from '../../src/postgres/system-source.js';
import { findSystemBinaries, type SystemBinaries } from '../../src/postgres/system-binaries.js';
import { installedPrograms } from './embedded-binaries.js';
import { queryValue, runScript, tracesOf, waitUntilGone } from './processes.js';

vi.mock(import('../../src/postgres/system-binaries.js'), { spy: true });

function install(...binaries: readonly SystemBinaries[]): void {
  vi.mocked(findSystemBinaries).mockResolvedValue(binaries);
}

async function failure(): Promise<string> {
  const error: unknown = await startPostgres({ from: 'system' }).catch((reason: unknown) => reason);
  return String(error);
}

beforeEach(() => {
  vi.mocked(findSystemBinaries).mockReset();
});

describe('the system source', () => {
  test('takes the first binaries that are new enough', async () => {
    install(
      { bin: '/nowhere/unknown', majorVersion: undefined },
      { bin: '/nowhere/old', majorVersion: 12 },
      { bin: '/nowhere/good', majorVersion: 13 },
      { bin: '/nowhere/later', majorVersion: 18 },
    );
    expect(await systemSource.look()).toMatchObject({ description: 'PostgreSQL 13 of the system, in /nowhere/good' });
  });

  // Where the machine has an installation at the usual place, that one is used; else these binaries in the PATH.
  test('starts a server of its own for each call', async () => {
    using programs = installedPrograms();
    const PATH = [programs.bin, process.env['PATH']].join(delimiter);
    const env = { ...process.env, PATH, FLATQUERY_POSTGRES: 'system' };
    const scripts = await Promise.all([1, 2].map(() => runScript(['until told'], { env })));
    const traces = await Promise.all(scripts.map(({ connectionString }) => tracesOf(connectionString)));
    expect(new Set(traces.map(({ folder }) => folder)).size).toBe(2);
    for (const { child } of scripts) child.send('end');
    await Promise.all(traces.map(waitUntilGone));
  });

  test('sorts and folds text alike in versions without a builtin locale', async () => {
    using programs = installedPrograms();
    const never = new AbortController().signal;
    const values = [`lower('Ä')`, `(SELECT string_agg(x, '' ORDER BY x) FROM unnest(ARRAY['b', 'Ä', 'a', 'B']) x)`];
    const provider = `(SELECT datlocprovider FROM pg_database WHERE datname = 'postgres')`;
    const answers = [];
    for (const majorVersion of [16, 17]) {
      const held = await createOwnServer({ kind: 'system', bin: programs.bin, majorVersion }, never);
      answers.push(
        await queryValue(held.connectionString, `SELECT concat_ws(' ', ${[...values, provider].join(', ')})`),
      );
      await held.release();
    }
    expect(answers).toEqual(['ä BabÄ c', 'ä BabÄ b']);
  });

  test('says that nothing is installed', async () => {
    install();
    expect(await failure()).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - system: no folder holds both \`initdb\` and \`postgres\` (looked in /usr/lib/postgresql, the folder that \`pg_config --bindir\` names, and the PATH).

      Any one of these helps:
        - install the system's PostgreSQL server, like \`apt-get install postgresql\` or \`brew install postgresql\`."
    `);
  });

  test('says that what is installed is too old', async () => {
    install({ bin: '/usr/lib/postgresql/12/bin', majorVersion: 12 });
    expect(await failure()).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - system: PostgreSQL 12 in /usr/lib/postgresql/12/bin is too old: version 13 or later is needed.

      Any one of these helps:
        - install the system's PostgreSQL server, like \`apt-get install postgresql\` or \`brew install postgresql\`."
    `);
  });

  test('says that what is installed does not run', async () => {
    install({ bin: '/usr/bin', majorVersion: undefined });
    expect(await failure()).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - system: \`postgres --version\` in /usr/bin tells no version.

      Any one of these helps:
        - install the system's PostgreSQL server, like \`apt-get install postgresql\` or \`brew install postgresql\`."
    `);
  });

  test('says what failed in which folder', async () => {
    const never = new AbortController().signal;
    const error: unknown = await createOwnServer({ kind: 'system', bin: '/nowhere', majorVersion: 18 }, never).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).toMatchInlineSnapshot(`
      "HoldError: startPostgres() could not start the PostgreSQL of the system (/nowhere): initdb could not be run: spawn /nowhere/initdb ENOENT.
      To use another server, set FLATQUERY_DATABASE_URL."
    `);
  });
});
