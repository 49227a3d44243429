import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { SourceUnavailable } from '../database-source.js';
import { PostgresStartError, PostgresStopError } from '../postgres-errors.js';
import { LogTail } from './log-tail.js';
import type { HoldAnswer, HoldRequest } from './messages.js';

/** A database that exists until it is released or this process ends. */
export interface HeldDatabase {
  readonly connectionString: string;
  /** @throws {PostgresStopError} When something was left behind. */
  readonly release: () => Promise<void>;
}

/**
 * Creates a database in a process of its own, which removes it again when it is released or when this process ends.
 *
 * Nothing that happens to this process can keep the holder from noticing: it waits for the end of a channel that the
 * operating system closes. A second process also keeps our own statements out of the driver that the tests observe.
 *
 * @returns Why the source cannot be used, where only the attempt could tell.
 * @throws {PostgresStartError} When there is no database in the end; nothing is left behind then.
 */
export async function holdDatabase(request: HoldRequest): Promise<HeldDatabase | SourceUnavailable> {
  const holder = fork(join(__dirname, 'holder-process.js'), {
    cwd: '/',
    detached: true,
    env: environmentOfHolder(),
    execArgv: [],
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const log = new LogTail(holder.stderr);
  const ended = endOf(holder);
  holder.send(request, () => undefined);
  const answer = await Promise.race([answerOf(holder), ended.then((end) => ({ failure: withLog(end, log) }))]);
  if (!('connectionString' in answer)) {
    await ended;
    if ('unavailable' in answer) return answer;
    throw new PostgresStartError(answer.failure);
  }
  setReferenced(holder, false);
  let released: Promise<void> | undefined;
  return { connectionString: answer.connectionString, release: () => (released ??= release(holder, ended, log)) };
}

async function release(holder: ChildProcess, ended: Promise<string>, log: LogTail): Promise<void> {
  setReferenced(holder, true);
  if (holder.connected) holder.disconnect();
  const end = await ended;
  if (holder.exitCode !== 0) throw new PostgresStopError(withLog(`stop() did not remove the database: ${end}`, log));
}

function withLog(sentence: string, log: LogTail): string {
  return `${sentence}\n${log.text()}`.trimEnd();
}

function answerOf(holder: ChildProcess): Promise<HoldAnswer> {
  return new Promise((resolve) => {
    holder.once('message', (answer) => {
      resolve(answer as HoldAnswer);
    });
  });
}

/**
 * Settles when a holder has ended and all it printed was read. Never rejects: one that could not be run has ended too.
 *
 * The event `close` would say the same, but Node 20 does not emit it for a child whose channel was closed from here.
 */
function endOf(holder: ChildProcess): Promise<string> {
  const printed = new Promise((resolve) => holder.stderr?.once('close', resolve));
  return new Promise((resolve) => {
    holder.once('error', (error) => {
      resolve(`startPostgres() could not run Node (${process.execPath}): ${error.message}.`);
    });
    holder.once('exit', (code, signal) => {
      const sentence = `The process that holds the database ended with ${signal ?? `exit code ${String(code)}`}.`;
      void printed.then(() => {
        resolve(sentence);
      });
    });
  });
}

/** A database that nobody stops must not keep a finished test run alive. */
function setReferenced(holder: ChildProcess, referenced: boolean): void {
  const method = referenced ? 'ref' : 'unref';
  holder[method]();
  holder.channel?.[method]();
  const stderr = holder.stderr as (NodeJS.ReadableStream & { ref?: () => void; unref?: () => void }) | null;
  stderr?.[method]?.();
}

/** Without what test runners, debuggers and coverage tools add for processes that run the code under test. */
function environmentOfHolder(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined };
}
