import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The file of the tests. */
export const listsFile = 'lists.fixture.ts';

/** A project whose tests write snapshots, in a folder of its own. */
export interface SnapshotProject {
  readonly folder: string;
  /** The file of snapshots; nothing where there is none. */
  readonly snapshots: () => string;
  /** The source of the tests, with the snapshots that were written into it. */
  readonly source: () => string;
  readonly replace: (text: string, by: string) => void;
  readonly remove: () => void;
}

const fixtures = join(__dirname, '../fixtures');
const installed = dirname(dirname(require.resolve('vitest/package.json')));

/** Copies the project of a runner, so that nothing is written into the repository. */
export function copySnapshotProject(runner: 'vitest' | 'jest'): SnapshotProject {
  const folder = mkdtempSync(join(tmpdir(), `flatquery-snapshots-${runner}-`));
  cpSync(join(fixtures, 'snapshot-project'), folder, { recursive: true });
  symlinkSync(installed, join(folder, 'node_modules'), 'dir');
  const tests = join(folder, listsFile);
  const imported = runner === 'vitest' ? 'vitest' : '@jest/globals';
  writeFileSync(tests, readFileSync(tests, 'utf8').replace("'vitest'", `'${imported}'`));
  return {
    folder,
    snapshots: () => readIfThere(join(folder, '__snapshots__', `${listsFile}.snap`)),
    source: () => readFileSync(tests, 'utf8'),
    replace: (text, by) => {
      writeFileSync(tests, readFileSync(tests, 'utf8').replace(text, by));
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
