import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { programPath } from './holder/prepare-binaries.js';

/** Programs of a server that the system has installed. */
export interface SystemBinaries {
  /** The folder with the programs. */
  readonly bin: string;
  /** Undefined where `postgres --version` gave none. */
  readonly majorVersion: number | undefined;
}

/** Where Debian and Ubuntu keep each version in a folder of its own, beside the PATH. */
const versionedFolder = '/usr/lib/postgresql';

/**
 * Lists the servers that the system has installed: those of Debian and Ubuntu, the newest first; then the one that
 * `pg_config` names; then those in the PATH.
 *
 * @param versioned - The folder with a folder per version.
 */
export async function findSystemBinaries(versioned = versionedFolder): Promise<readonly SystemBinaries[]> {
  const configured = await firstLine('pg_config', ['--bindir']);
  const folders = [
    ...versionsIn(versioned),
    ...(configured === undefined ? [] : [configured]),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const complete = [...new Set(folders)].filter((folder) => folder !== '' && hasServer(folder));
  return Promise.all(complete.map(async (bin) => ({ bin, majorVersion: await majorVersionOf(bin) })));
}

/** Clients and libraries come without a server, as `postgresql-client` and `libpq-dev` do. */
function hasServer(folder: string): boolean {
  return existsSync(programPath(folder, 'initdb')) && existsSync(programPath(folder, 'postgres'));
}

function versionsIn(folder: string): readonly string[] {
  const versions = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+(\.\d+)?$/.test(name)) : [];
  return versions.sort((one, other) => Number(other) - Number(one)).map((version) => join(folder, version, 'bin'));
}

async function majorVersionOf(bin: string): Promise<number | undefined> {
  const line = await firstLine(programPath(bin, 'postgres'), ['--version']);
  const [, version] = /\(PostgreSQL\) (\d+)/.exec(line ?? '') ?? [];
  return version === undefined ? undefined : Number(version);
}

const run = promisify(execFile);

async function firstLine(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, args);
    return stdout.split('\n')[0]?.trim();
  } catch {
    return undefined;
  }
}
