import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How long, in milliseconds, an entry is kept: what is still needed then is made again. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes the entries of `folder` that were written more than 30 days ago: those of files that are gone, and what a process
 * that was stopped has left.
 *
 * @param nowMs - The time, in milliseconds.
 */
export function deleteOldEntries(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    const entry = join(folder, name);
    const written = statSync(entry, { throwIfNoEntry: false });
    if (written && nowMs - written.mtimeMs > KEPT_MS) rmSync(entry, { force: true, recursive: true });
  }
}
