import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, canReach } from './server-account.js';

/** Makes the folder that holds everything of one server, open to the account that runs the server and to nobody else. */
export async function makeServerFolder(account: Account | undefined): Promise<string> {
  const folder = await mkdtemp(join(temporaryFolder(account), 'flatquery-postgres-'));
  try {
    if (account !== undefined) await chown(folder, account.uid, account.gid);
  } catch (error) {
    await removeServerFolder(folder);
    throw error;
  }
  return folder;
}

/** Removes the folder, with patience for processes of the server that are just ending. */
export async function removeServerFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** TMPDIR of root can be closed to others. */
function temporaryFolder(account: Account | undefined): string {
  const usual = tmpdir();
  return existsSync(usual) && !canReach(usual, account) ? '/tmp' : usual;
}
