import type { Express } from 'express';
import { startPostgres } from '@flatquery/test-utils/postgres';
import { beforeAll } from 'vitest';
import { createApp } from '../src/app.js';
import { seedDatabase } from '../src/database/seed.js';
import { createOccurrences as createFlat } from '../src/flat/create-occurrences.js';
import { createDataSource as createFlatDataSource } from '../src/flat/data-source.js';
import { createOccurrences as createNaive } from '../src/naive/create-occurrences.js';
import { createDataSource as createNaiveDataSource } from '../src/naive/data-source.js';

/** Both versions of the application on one database. */
export interface Applications {
  readonly naive: Express;
  readonly flat: Express;
}

/** Starts both versions before the tests of a file and closes them after. */
export function useApplications(): Applications {
  const applications = {} as { naive: Express; flat: Express };
  beforeAll(async () => {
    const database = await startPostgres();
    await seedDatabase(database.connectionString);
    const naive = await createNaiveDataSource(database.connectionString).initialize();
    const flat = await createFlatDataSource(database.connectionString).initialize();
    applications.naive = createApp(createNaive(naive));
    applications.flat = createApp(createFlat(flat));
    return async () => {
      await Promise.all([naive.destroy(), flat.destroy()]);
      await database.stop();
    };
  });
  return applications;
}
