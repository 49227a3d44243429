import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startPostgres } from '@flatquery/test-utils/postgres';
import { startContainerRuntime, type ContainerRuntime } from './container-runtime.js';
import { installProject } from './installed-project.js';
import { queryValue, runScript } from './processes.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

async function failure(): Promise<string> {
  const error: unknown = await startPostgres({ from: 'container' }).catch((reason: unknown) => reason);
  return String(error);
}

// Testcontainers is the real one, the container runtime is not: none can be counted on where these tests run.
describe('the container source, before a stand-in for a container runtime,', () => {
  let runtime: ContainerRuntime;
  beforeEach(async () => {
    runtime = await startContainerRuntime();
    for (const [name, value] of Object.entries(runtime.env)) vi.stubEnv(name, value);
  });
  afterEach(async () => {
    await runtime[Symbol.asyncDispose]();
  });

  test('starts a container and removes it when it is stopped', async () => {
    const database = await startPostgres({ from: 'container' });
    expect([database.source, database.description]).toEqual(['container', 'container of postgres:18-alpine']);
    expect(await queryValue(database.connectionString, 'SELECT 40 + 2')).toBe('42');
    await database.stop();
    expect(runtime.events).toEqual(['pulled', 'created c1', 'started c1', 'stopped c1', 'removed c1']);
  });

  test('asks for a server whose data are thrown away, with text that sorts like that of the other sources', async () => {
    await using database = await startPostgres({ from: 'container' });
    expect(database.source).toBe('container');
    const [{ Image, Cmd, Env } = { Image: '', Cmd: [], Env: [] }] = runtime.created;
    expect(Image).toBe('postgres:18-alpine');
    expect(Env).toContain('POSTGRES_INITDB_ARGS=--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8');
    expect(Cmd).toEqual([
      'postgres',
      ...['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
      ...['-c', 'wal_level=minimal', '-c', 'max_wal_senders=0'],
    ]);
  });

  test('removes the container when the process that started it is killed', async () => {
    const { child } = await runScript(['forever'], { env: { ...process.env, FLATQUERY_POSTGRES: 'container' } });
    child.kill('SIGKILL');
    await vi.waitUntil(() => runtime.events.includes('removed c1'), { timeout: 15_000 });
  });

  test('says why a container does not start', async () => {
    runtime.failPull = true;
    expect(await failure()).toMatchInlineSnapshot(
      `"PostgresStartError: startPostgres() could not start a container of postgres:18-alpine by @testcontainers/postgresql: (HTTP code 500) server error - the registry refused. Make it start, or set FLATQUERY_POSTGRES to another source."`,
    );
  });
});

describe('the container source', () => {
  // A machine with Docker has a runtime that can't be hidden from Testcontainers.
  test.skipIf(existsSync('/var/run/docker.sock'))('says that no container runtime answers', async () => {
    for (const name of ['HOME', 'XDG_RUNTIME_DIR']) vi.stubEnv(name, '/nowhere');
    vi.stubEnv('DOCKER_HOST', 'unix:///nowhere.sock');
    expect(await failure()).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - container: no container runtime answers (\`@testcontainers/postgresql\` looked for one).

      Any one of these helps:
        - start Docker or another container runtime, or set DOCKER_HOST to one."
    `);
  });

  test('says that Testcontainers is not installed', async () => {
    using project = installProject({ embedded: false });
    const env = { PATH: process.env['PATH'], FLATQUERY_POSTGRES: 'container' };
    const { connectionString: message } = await runScript([], { cwd: project.folder, env }, project.script);
    expect(message.replaceAll(project.folder, '<project>')).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - container: \`@testcontainers/postgresql\` is not installed (looked from <project> and <project>/node_modules/@flatquery/test-utils/dist/postgres).

      Any one of these helps:
        - run \`npm install --save-dev @testcontainers/postgresql\`, where Docker or another container runtime runs."
    `);
  });
});
