import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedFailure, HoldError } from './hold-error.js';
import type { EmbeddedRequest, Held } from './messages.js';
import { prepareBinaries, programPath } from './prepare-binaries.js';
import { runProgram } from './run-program.js';
import { serverAccount } from './server-account.js';
import { makeServerFolder, removeServerFolder } from './server-folder.js';
import { startServer } from './server-process.js';
import type { ServerSetup } from './server-process.js';

const user = 'postgres';

/**
 * Creates a cluster in a temporary folder and starts a server for it that listens on the loopback address only.
 *
 * @throws {HoldError} With the end of the server's log; nothing is left behind then.
 */
export async function createEmbeddedServer({ native }: EmbeddedRequest, signal: AbortSignal): Promise<Held> {
  const account = serverAccount();
  const folder = await makeServerFolder(account).catch((error: unknown) => {
    throw embeddedFailure(reason(error));
  });
  try {
    const binaries = prepareBinaries(native, folder, account);
    const setup: ServerSetup = { binaries, folder, data: join(folder, 'data'), account };
    const password = randomBytes(18).toString('base64url');
    await createCluster(setup, password, signal);
    const server = await startServer(setup, signal);
    return {
      connectionString: `postgres://${user}:${password}@127.0.0.1:${server.port.toString()}/postgres`,
      lost: server.ended,
      release: async () => {
        await server.stop();
        await removeServerFolder(folder);
      },
    };
  } catch (error) {
    await removeServerFolder(folder);
    throw error instanceof HoldError ? error : embeddedFailure(reason(error));
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The builtin locale is the same on every operating system, and present on each. */
async function createCluster(setup: ServerSetup, password: string, signal: AbortSignal): Promise<void> {
  const passwordFile = join(setup.folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o644 });
  await runProgram({
    ...setup,
    program: programPath(setup.binaries, 'initdb'),
    signal,
    args: [
      ...['--pgdata', setup.data, '--username', user, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...['--no-sync', '--no-instructions'],
    ],
  });
  await rm(passwordFile);
}
