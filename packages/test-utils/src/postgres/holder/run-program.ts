import { type ChildProcess, spawn } from 'node:child_process';
import { basename } from 'node:path';
import { serverFailure } from './hold-error.js';
import { LogTail } from './log-tail.js';
import type { Account } from './server-account.js';

/** One of PostgreSQL's programs, and how to run it. */
export interface Program {
  /** Full path. */
  readonly program: string;
  readonly args: readonly string[];
  /** Working directory. */
  readonly folder: string;
  readonly account: Account | undefined;
}

/** A running program. */
export interface RunningProgram {
  readonly child: ChildProcess;
  readonly log: LogTail;
  /** Settles when the program has ended or could not be started, with a sentence about it; never rejects. */
  readonly ended: Promise<{ readonly code: number | null; readonly sentence: string }>;
}

/**
 * Starts a program with a group of its own, so that its children can be ended with it, and with none of the environment
 * variables (PGPORT, PGOPTIONS, LC_ALL …) that would change what it does.
 */
export function startProgram({ program, args, folder, account }: Program): RunningProgram {
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    ...account,
  });
  const name = basename(program);
  const ended = new Promise<{ code: number | null; sentence: string }>((resolve) => {
    child.once('error', (error) => {
      resolve({ code: null, sentence: `${name} could not be run: ${error.message}` });
    });
    child.once('close', (code, signal) => {
      resolve({ code, sentence: `${name} ended with ${signal ?? `exit code ${String(code)}`}` });
    });
  });
  return { child, log: new LogTail(child.stdout, child.stderr), ended };
}

/**
 * Runs a program to its end.
 *
 * @throws {HoldError} When it does not end with exit code 0, with what it printed last, and when `signal` aborts, which kills it.
 */
export async function runProgram(
  program: Program & { readonly server: string; readonly signal: AbortSignal },
): Promise<void> {
  const { child, log, ended } = startProgram(program);
  const kill = () => {
    killGroup(child, 'SIGKILL');
  };
  program.signal.addEventListener('abort', kill);
  if (program.signal.aborted) kill();
  const { code, sentence } = await ended;
  program.signal.removeEventListener('abort', kill);
  program.signal.throwIfAborted();
  if (code !== 0) throw serverFailure(program.server, sentence, log.text());
}

/** Sends a signal to a program and to all that it started. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(-child.pid, signal);
}
