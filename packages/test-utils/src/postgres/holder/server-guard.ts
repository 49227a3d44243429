import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Account } from './server-account.js';

/** Watches over one server for as long as this process lives. */
export interface ServerGuard {
  /** Ends the watch, and what is left of the server. */
  readonly dismiss: () => Promise<void>;
}

/**
 * Waits for the end of its input, which the operating system closes with the process that holds the other end, however
 * that ends. Then ends the server whose folder it was given, and removes that, unless both are done.
 */
const script = `
read -r _
attempt=0
while [ "$attempt" -lt 100 ]; do
  attempt=$((attempt + 1))
  signal=QUIT
  [ "$attempt" -gt 50 ] && signal=KILL
  if read -r pid < "$1/data/postmaster.pid" && kill -"$signal" "$pid"; then sleep 0.1; continue; fi
  rm -rf "$1"
  [ -e "$1" ] || exit 0
  sleep 0.1
done
rm -rf "$1"
`;

/**
 * Makes sure that a server and its folder do not outlive this process, even if that is killed.
 *
 * PostgreSQL's processes watch the first of them, but nothing makes that one watch who started it. A shell does, on every
 * system but Windows: it is no process of Node, so that ending all of those does not end it as well.
 *
 * @param folder - Of the server, with its cluster in `data`.
 * @param account - Who runs the server.
 */
export function guardServer(folder: string, account: Account | undefined): ServerGuard {
  const child = spawn('/bin/sh', ['-c', script, 'flatquery-postgres-guard', folder], {
    cwd: '/',
    detached: true,
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'ignore', 'ignore'],
    ...account,
  });
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')]).then(
    () => undefined,
    () => undefined,
  );
  // A machine without a shell has no guard; one that was killed reads no more.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  return {
    dismiss: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
