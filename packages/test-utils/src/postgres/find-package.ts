import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Folders from which optional packages are looked for: the user's project, then this package. */
export function searchFolders(): readonly string[] {
  return [process.cwd(), __dirname];
}

/**
 * Finds the entry file of a package that may or may not be installed.
 *
 * @param folders - Where the resolution starts, in order.
 * @returns An absolute path, or undefined where no folder leads to the package.
 */
export function findPackage(name: string, folders: readonly string[] = searchFolders()): string | undefined {
  for (const folder of folders) {
    try {
      return createRequire(join(folder, 'package.json')).resolve(name);
    } catch {
      // Not reachable from this folder; the next one may lead to it.
    }
  }
  return undefined;
}
