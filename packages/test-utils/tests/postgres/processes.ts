import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { vi } from 'vitest';

/** Tells whether a process runs; one that has ended and waits for its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid.toString()}/stat`;
  return !existsSync(status) || !readFileSync(status, 'utf8').includes(') Z ');
}

/** Answers the command lines of all processes, their parts separated by NUL; from /proc. */
export function commandLines(): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
    } catch {
      // It has ended in the meantime.
      return [];
    }
  });
}

/** Starts a database, sends its connection string, and then goes on as its argument says. */
export const startScript = join(__dirname, 'scripts', 'start.mjs');

/** What belongs to one started server. */
export interface ServerTraces {
  readonly folder: string;
  readonly postmaster: number;
  /** The process that owns the server; undefined where /proc does not tell. */
  readonly holder: number | undefined;
}

/** Finds the processes and the folder of a server by asking it. */
export async function tracesOf(connectionString: string): Promise<ServerTraces> {
  const data = await queryValue(connectionString, 'SHOW data_directory');
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const status = `/proc/${postmaster.toString()}/status`;
  const parent = existsSync(status) ? /^PPid:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return { folder: join(data, '..'), postmaster, holder: parent === undefined ? undefined : Number(parent) };
}

/** Waits until nothing of a server is left. The processes are not ours, so that there is no event to wait for. */
export async function waitUntilGone({ folder, postmaster, holder }: ServerTraces): Promise<void> {
  await vi.waitUntil(
    () => !existsSync(folder) && !isRunning(postmaster) && (holder === undefined || !isRunning(holder)),
    { timeout: 15_000, interval: 20 },
  );
}

/** Runs one statement on a connection of its own and gives the first column of the first row. */
export async function queryValue(connectionString: string, sql: string): Promise<string> {
  const client = new Client({ connectionString });
  // A server that goes away is told by the query, and by the end of the connection again.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return String(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
}

/** A process that runs `scripts/start.mjs`, and the connection string that it sent. */
export interface StartedScript {
  readonly child: ChildProcess;
  readonly connectionString: string;
}

/** Starts `scripts/start.mjs`, or another script that sends one message. */
export function forkScript(args: readonly string[], options: ForkOptions = {}, script = startScript): ChildProcess {
  return fork(script, args, { execArgv: [], ...options });
}

/** Runs a script until it has sent its message. */
export async function runScript(...how: Parameters<typeof forkScript>): Promise<StartedScript> {
  const child = forkScript(...how);
  const answer = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof answer[0] !== 'string') throw new Error(`The script ended with exit code ${String(answer[0])}.`);
  return { child, connectionString: answer[0] };
}
