import { createRequire } from 'node:module';

/** What this package's own package.json says. */
export const { name, version } = createRequire(import.meta.url)('../package.json') as {
  readonly name: string;
  readonly version: string;
};
