import { createRequire } from 'node:module';
import type * as pg from 'pg';

/** Loads pg again, with a module registry of its own that nobody else sees, as Jest does for each test file. */
export function loadAnotherCopy(): typeof pg {
  const load = createRequire(__filename);
  const isDriver = (file: string): boolean => /node_modules[\\/]pg(?:-pool)?[\\/]/.test(file);
  const kept = Object.entries(load.cache).filter(([file]) => isDriver(file));
  for (const [file] of kept) Reflect.deleteProperty(load.cache, file);
  try {
    return load('pg') as typeof pg;
  } finally {
    for (const file of Object.keys(load.cache).filter(isDriver)) Reflect.deleteProperty(load.cache, file);
    for (const [file, module] of kept) load.cache[file] = module;
  }
}
