import type { DatabaseSource, SourceUnavailable } from './database-source.js';
import { holdDatabase } from './holder/hold-database.js';
import { findSystemBinaries, type SystemBinaries } from './system-binaries.js';

/** Older ones know none of the authentication and options that are asked for. */
const oldestVersion = 13;

/** A server of its own per call, from the PostgreSQL that the system has installed; its own clusters are left alone. */
export const systemSource: DatabaseSource = {
  name: 'system',
  async look() {
    const installed = await findSystemBinaries();
    const usable = installed.find(isUsable);
    if (usable === undefined) return unusable(installed);
    const { bin, majorVersion } = usable;
    return {
      description: `PostgreSQL ${majorVersion} of the system, in ${bin}`,
      start: () => holdDatabase({ kind: 'system', bin, majorVersion }),
    };
  },
};

function isUsable(binaries: SystemBinaries): binaries is SystemBinaries & { readonly majorVersion: number } {
  return binaries.majorVersion !== undefined && binaries.majorVersion >= oldestVersion;
}

function unusable(installed: readonly SystemBinaries[]): SourceUnavailable {
  const remedy = `install the system's PostgreSQL server, like \`apt-get install postgresql\` or \`brew install postgresql\`.`;
  const [first] = installed;
  if (first === undefined) {
    const places = '/usr/lib/postgresql, the folder that `pg_config --bindir` names, and the PATH';
    return { unavailable: `no folder holds both \`initdb\` and \`postgres\` (looked in ${places}).`, remedy };
  }
  return {
    unavailable:
      first.majorVersion === undefined
        ? `\`postgres --version\` in ${first.bin} tells no version.`
        : `PostgreSQL ${first.majorVersion} in ${first.bin} is too old: version ${oldestVersion} or later is needed.`,
    remedy,
  };
}
