import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findSystemBinaries } from '../../src/postgres/system-binaries.js';

let root: string;
let versioned: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'flatquery-look-'));
  versioned = join(root, 'versioned');
  vi.stubEnv('PATH', join(root, 'path'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function program(folder: string, name: string, prints: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${prints}"\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

/** A folder with programs that say their version as those of PostgreSQL do. */
function server(folder: string, version: string): string {
  program(folder, 'initdb', `initdb (PostgreSQL) ${version}`);
  return program(folder, 'postgres', `postgres (PostgreSQL) ${version}`);
}

// The stand-ins for the programs are shell scripts.
describe.skipIf(process.platform === 'win32')('the servers of the system', () => {
  test('are those of Debian with the newest first, then the one of pg_config, then those in the PATH', async () => {
    const configured = server(join(root, 'configured'), '18beta1');
    const [first, second] = ['one', 'two'].map((name) => server(join(root, name), '17.2'));
    program(join(root, 'path'), 'pg_config', configured);
    for (const version of ['9.6', '15', '16', '18']) server(join(versioned, version, 'bin'), `${version}.1 (Debian)`);
    vi.stubEnv('PATH', [join(root, 'path'), first, second].join(delimiter));
    expect(await findSystemBinaries(versioned)).toEqual([
      { bin: join(versioned, '18/bin'), majorVersion: 18 },
      { bin: join(versioned, '16/bin'), majorVersion: 16 },
      { bin: join(versioned, '15/bin'), majorVersion: 15 },
      { bin: join(versioned, '9.6/bin'), majorVersion: 9 },
      { bin: configured, majorVersion: 18 },
      { bin: first, majorVersion: 17 },
      { bin: second, majorVersion: 17 },
    ]);
  });

  test('are listed once', async () => {
    const bin = server(join(versioned, '17', 'bin'), '17.1');
    program(join(root, 'path'), 'pg_config', bin);
    vi.stubEnv('PATH', ['', join(root, 'path'), bin, bin].join(delimiter));
    expect(await findSystemBinaries(versioned)).toEqual([{ bin, majorVersion: 17 }]);
  });

  test('are none where only clients or libraries are installed', async () => {
    program(join(versioned, '16', 'bin'), 'psql', '');
    program(join(root, 'path'), 'initdb', '');
    program(join(root, 'path'), 'pg_config', join(root, 'nowhere'));
    mkdirSync(join(versioned, 'common'));
    expect(await findSystemBinaries(versioned)).toEqual([]);
  });

  test('are none where nothing is installed', async () => {
    expect(await findSystemBinaries(versioned)).toEqual([]);
  });

  test('have no version where they do not run', async () => {
    const bin = server(join(versioned, '16', 'bin'), '16.1');
    chmodSync(join(bin, 'postgres'), 0o644);
    expect(await findSystemBinaries(versioned)).toEqual([{ bin, majorVersion: undefined }]);
  });
});
