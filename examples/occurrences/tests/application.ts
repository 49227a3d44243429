import { type StartedPostgres, startPostgres } from '@flatquery/test-utils/postgres';
import { afterAll, beforeAll } from 'vitest';
import { seedDatabase } from '../src/database/seed.js';
import { type Applications, openApplications } from '../src/open-applications.js';

/** Opens both versions on a seeded database before the tests of a file, and closes all after them. */
export function useApplications(): Applications {
  const opened = {} as Applications;
  let database: StartedPostgres | undefined;
  beforeAll(async () => {
    database = await startPostgres();
    await seedDatabase(database.connectionString);
    Object.assign(opened, await openApplications(database.connectionString));
  });
  afterAll(async () => {
    await (opened as Partial<Applications>).close?.();
    await database?.stop();
  });
  return opened;
}
