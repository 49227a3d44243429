import type { Express } from 'express';
import type { DataSource } from 'typeorm';
import { createApp } from './app.js';
import { createOccurrences as createFlat } from './flat/create-occurrences.js';
import { createDataSource as createFlatDataSource } from './flat/data-source.js';
import { createOccurrences as createNaive } from './naive/create-occurrences.js';
import { createDataSource as createNaiveDataSource } from './naive/data-source.js';

/** Both versions of the application on one database. */
export interface Applications {
  readonly naive: Express;
  readonly flat: Express;
  readonly dataSources: { readonly naive: DataSource; readonly flat: DataSource };
  /** Closes the connections of both. */
  close(): Promise<void>;
}

/** Connects both versions to a database that holds the tables. */
export async function openApplications(connectionString: string): Promise<Applications> {
  const naive = await createNaiveDataSource(connectionString).initialize();
  const flat = await createFlatDataSource(connectionString).initialize();
  return {
    naive: createApp(createNaive(naive)),
    flat: createApp(createFlat(flat)),
    dataSources: { naive, flat },
    close: async () => {
      await Promise.all([naive.destroy(), flat.destroy()]);
    },
  };
}
