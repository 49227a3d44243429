import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HoldError, serverFailure } from './hold-error.js';
import type { EmbeddedRequest, Held, SystemRequest } from './messages.js';
import { prepareBinaries, programPath } from './prepare-binaries.js';
import { runProgram } from './run-program.js';
import { type Account, serverAccount } from './server-account.js';
import { makeServerFolder, removeServerFolder } from './server-folder.js';
import { guardServer } from './server-guard.js';
import { startServer } from './server-process.js';
import type { ServerSetup } from './server-process.js';

const user = 'postgres';

/**
 * Creates a cluster in a temporary folder and starts a server for it that listens on the loopback address only.
 *
 * @throws {HoldError} With the end of the server's log; nothing is left behind then.
 */
export async function createOwnServer(request: EmbeddedRequest | SystemRequest, signal: AbortSignal): Promise<Held> {
  const server = nameOf(request);
  const account = serverAccount();
  const folder = await makeServerFolder(account).catch((error: unknown) => {
    throw serverFailure(server, reason(error));
  });
  const guard = guardServer(folder, account);
  const remove = async (): Promise<void> => {
    await removeServerFolder(folder);
    await guard.dismiss();
  };
  try {
    const bin = binariesFor(request, folder, account);
    const setup: ServerSetup = { server, bin, folder, data: join(folder, 'data'), account };
    return await startCluster(setup, localeOf(request), signal, remove);
  } catch (error) {
    await remove();
    throw error instanceof HoldError ? error : serverFailure(server, reason(error));
  }
}

async function startCluster(
  setup: ServerSetup,
  locale: readonly string[],
  signal: AbortSignal,
  remove: () => Promise<void>,
): Promise<Held> {
  const password = randomBytes(18).toString('base64url');
  await createCluster(setup, locale, password, signal);
  const server = await startServer(setup, signal);
  return {
    connectionString: `postgres://${user}:${password}@127.0.0.1:${server.port.toString()}/postgres`,
    lost: server.ended,
    release: async () => {
      await server.stop();
      await remove();
    },
  };
}

function nameOf(request: EmbeddedRequest | SystemRequest): string {
  return request.kind === 'embedded' ? 'the embedded PostgreSQL' : `the PostgreSQL of the system (${request.bin})`;
}

function binariesFor(request: EmbeddedRequest | SystemRequest, folder: string, account: Account | undefined): string {
  return request.kind === 'system' ? request.bin : join(prepareBinaries(request.native, folder, account), 'bin');
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Text sorts the same on every machine: by code point. */
function localeOf(request: EmbeddedRequest | SystemRequest): readonly string[] {
  // The builtin locale is present on every operating system, and came with PostgreSQL 17.
  if (request.kind === 'embedded' || request.majorVersion >= 17) {
    return ['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'];
  }
  return ['--locale', 'C', '--lc-ctype', process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'];
}

async function createCluster(
  setup: ServerSetup,
  locale: readonly string[],
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const passwordFile = join(setup.folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o644 });
  await runProgram({
    ...setup,
    program: programPath(setup.bin, 'initdb'),
    signal,
    args: [
      ...['--pgdata', setup.data, '--username', user, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', ...locale, '--no-sync'],
    ],
  });
  await rm(passwordFile);
}
