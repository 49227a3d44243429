import { startPostgres } from '@flatquery/test-utils/postgres';
import type { TestProject } from 'vitest/node';
import { seedDatabase } from '../src/database/seed.js';

declare module 'vitest' {
  interface ProvidedContext {
    connectionString: string;
  }
}

/** Starts and fills one database for all of the demo. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const startedAt = performance.now();
  const database = await startPostgres();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`  PostgreSQL is up after ${seconds} s (${database.source})`);
  const occurrences = 60;
  await seedDatabase(database.connectionString, occurrences);
  console.log(`  ${occurrences} occurrences are in it`);
  project.provide('connectionString', database.connectionString);
  return database.stop;
}
