import type { DatabaseSource } from './database-source.js';
import { findPackage, searchFolders } from './find-package.js';
import { holdDatabase } from './holder/hold-database.js';

const packageName = '@testcontainers/postgresql';
const image = 'postgres:18-alpine';

/** A container of its own per call, by Testcontainers, where that is installed and a container runtime answers. */
export const containerSource: DatabaseSource = {
  name: 'container',
  look() {
    const module = findPackage(packageName);
    if (module === undefined) {
      return {
        unavailable: `\`${packageName}\` is not installed (looked from ${searchFolders().join(' and ')}).`,
        remedy: `run \`npm install --save-dev ${packageName}\`, where Docker or another container runtime runs.`,
      };
    }
    return { description: `container of ${image}`, start: () => holdDatabase({ kind: 'container', module, image }) };
  },
};
