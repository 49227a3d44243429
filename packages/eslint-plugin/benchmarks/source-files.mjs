import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'coverage', '.git', '.next', '.yarn']);

/** Lists the source files below a folder, those that are generated or bundled left out. */
export function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(path);
      return /(?<!\.d)\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

/** Reads them; what is larger than a megabyte is no source. */
export const read = (files) =>
  files.map((file) => ({ file, text: readFileSync(file, 'utf8') })).filter(({ text }) => text.length < 1_000_000);
