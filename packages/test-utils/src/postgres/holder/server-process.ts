import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from './free-port.js';
import { serverFailure } from './hold-error.js';
import { patience } from './patience.js';
import { programPath } from './prepare-binaries.js';
import { killGroup, type RunningProgram, startProgram } from './run-program.js';
import type { Account } from './server-account.js';
import { throwawaySettings } from './throwaway-settings.js';

/** The folders and the account of one server. */
export interface ServerSetup {
  /** Which one, for messages: `the embedded PostgreSQL`. */
  readonly server: string;
  /** The folder with the programs. */
  readonly bin: string;
  /** Holds everything of this server. */
  readonly folder: string;
  /** The cluster. */
  readonly data: string;
  readonly account: Account | undefined;
}

/** A server that accepts connections. */
export interface RunningServer {
  readonly port: number;
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the server: lets clients leave for a moment, then cuts their connections; by force where it takes too long. */
  readonly stop: () => Promise<void>;
}

const portAttempts = 10;
const readyWithinMs = 60_000;

const settings = [
  ...throwawaySettings,
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'logging_collector=off',
  'log_destination=stderr',
];

/**
 * Starts a server on a free port. Between looking for a free port and using it another process can take it; the server
 * then ends at once and gets another.
 *
 * @throws {HoldError} With the end of the server's log.
 */
export async function startServer(setup: ServerSetup, signal: AbortSignal): Promise<RunningServer> {
  const givenUp = aborted(signal);
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    const server = startProgram({
      ...setup,
      program: programPath(setup.bin, 'postgres'),
      args: ['-D', setup.data, '-p', port.toString(), ...settings.flatMap((setting) => ['-c', setting])],
    });
    const failure = await Promise.race([ready(server), failed(server), givenUp]);
    if (failure === undefined) return { port, ended: server.ended.then(() => undefined), stop: () => stop(server) };
    await stop(server);
    const portWasTaken = server.log.text().includes('could not bind');
    if (!portWasTaken || attempt === portAttempts) throw serverFailure(setup.server, failure, server.log.text());
  }
}

/** Settles without a failure when the server says that it accepts connections. */
function ready({ child }: RunningProgram): Promise<undefined> {
  return new Promise((resolve) => {
    let text = '';
    const listen = (chunk: string) => {
      text += chunk;
      if (!text.includes('database system is ready to accept connections')) return;
      child.stderr?.off('data', listen);
      resolve(undefined);
    };
    child.stderr?.on('data', listen);
  });
}

async function failed(server: RunningProgram): Promise<string> {
  const timeout = new AbortController();
  const late = delay(readyWithinMs, undefined, { signal: timeout.signal }).then(
    () => `postgres was not ready within ${(readyWithinMs / 1000).toString()} seconds`,
    () => 'postgres was ready',
  );
  const sentence = await Promise.race([server.ended.then((end) => end.sentence), late]);
  timeout.abort();
  return sentence;
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const settle = () => {
      resolve('the process that asked for it is gone');
    };
    if (signal.aborted) settle();
    signal.addEventListener('abort', settle, { once: true });
  });
}

/**
 * PostgreSQL's own escalation: smart shutdown, which lets clients leave; fast shutdown, which cuts their connections;
 * immediate shutdown, without a checkpoint.
 *
 * @see https://www.postgresql.org/docs/18/server-shutdown.html
 */
async function stop(server: RunningProgram): Promise<void> {
  const steps = [
    ['SIGTERM', patience.forClientsMs],
    ['SIGINT', patience.forServerMs],
    ['SIGQUIT', patience.forServerMs],
  ] as const;
  for (const [signal, waitMs] of steps) {
    server.child.kill(signal);
    if (await endsWithin(server, waitMs)) return;
  }
  killGroup(server.child, 'SIGKILL');
  await server.ended;
}

async function endsWithin({ ended }: RunningProgram, ms: number): Promise<boolean> {
  const waiting = new AbortController();
  const tooLate = delay(ms, false, { signal: waiting.signal }).catch(() => false);
  const inTime = await Promise.race([ended.then(() => true), tooLate]);
  waiting.abort();
  return inTime;
}
