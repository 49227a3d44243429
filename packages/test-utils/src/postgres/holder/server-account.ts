import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user and group of the operating system. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Chooses the account that runs the server: PostgreSQL refuses to run as root.
 *
 * @returns Undefined where the account of this process will do.
 */
export function serverAccount(): Account | undefined {
  return process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
}

/** initdb also wants the user to have a name, which `nobody` has everywhere, though not with the same number. */
function unprivilegedAccount(): Account {
  const usual = { uid: 65_534, gid: 65_534 };
  const line = readUsers().find((user) => user.startsWith('nobody:'));
  const [uid, gid] = line?.split(':').slice(2, 4).map(Number) ?? [];
  return uid !== undefined && gid !== undefined && uid > 0 && gid > 0 ? { uid, gid } : usual;
}

function readUsers(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return [];
  }
}

/**
 * Tells whether an account can read a path, by the permission bits for others of the path and of every folder above it.
 *
 * @param account - Undefined for the account of this process, which could read what it found.
 */
export function canReach(path: string, account: Account | undefined): boolean {
  if (account === undefined) return true;
  const readable = 0o4;
  const traversable = 0o1;
  const { mode } = statSync(path);
  const wanted = statSync(path).isDirectory() ? readable | traversable : readable;
  return (
    (mode & wanted) === wanted && foldersAbove(path).every((folder) => (statSync(folder).mode & traversable) !== 0)
  );
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...foldersAbove(parent)];
}
