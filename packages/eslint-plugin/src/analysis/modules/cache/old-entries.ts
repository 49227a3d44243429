import { lstatSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long, in milliseconds, an entry is kept that nobody uses: what is still needed then is made again. */
const KEPT_MS = 30 * DAY_MS;

/** The name of an entry, or of one that was never finished. */
const NAME = /^[0-9a-f]{38}(\.[0-9a-f-]{36})?$/;

/**
 * Deletes the entries of `folder` that were neither written nor kept in use for 30 days: those of files that are gone, and
 * what a process that was stopped has left. Whatever else is there stays.
 *
 * @param nowMs - The time, in milliseconds.
 */
export function deleteOldEntries(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    if (!NAME.test(name)) continue;
    const entry = join(folder, name);
    const found = lstatSync(entry, { throwIfNoEntry: false });
    if (found?.isFile() && nowMs - found.mtimeMs > KEPT_MS) rmSync(entry, { force: true });
  }
}

/**
 * Notes that an entry is in use, once a day: its time is set to now.
 *
 * @param nowMs - The time, in milliseconds.
 */
export function keepInUse(entry: string, nowMs: number): void {
  try {
    const found = lstatSync(entry, { throwIfNoEntry: false });
    if (found && nowMs - found.mtimeMs > DAY_MS) utimesSync(entry, nowMs / 1000, nowMs / 1000);
  } catch {
    // It may be for reading only, or gone: then it is made again in time.
  }
}
