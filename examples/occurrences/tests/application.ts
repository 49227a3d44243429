import { startPostgres } from '@flatquery/test-utils/postgres';
import { beforeAll } from 'vitest';
import { seedDatabase } from '../src/database/seed.js';
import { type Applications, openApplications } from '../src/open-applications.js';

/** Opens both versions on a seeded database before the tests of a file, and closes all after them. */
export function useApplications(): Applications {
  const opened = {} as Applications;
  beforeAll(async () => {
    const database = await startPostgres();
    await seedDatabase(database.connectionString);
    Object.assign(opened, await openApplications(database.connectionString));
    return async () => {
      await opened.close();
      await database.stop();
    };
  });
  return opened;
}
