import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.mjs';

/**
 * Builds the packages of this repository and packs them as `npm publish` would.
 *
 * @param {string} repository
 * @param {string} destination Folder for the tarballs.
 * @returns {Promise<Record<string, string>>} Paths of the tarballs by the names of their packages.
 * @throws {Error} When a step fails, with its output.
 */
export async function packPackages(repository, destination) {
  await succeed('npm', ['run', 'build'], repository);
  const tarballs = {};
  for (const folder of await readdir(join(repository, 'packages'))) {
    const cwd = join(repository, 'packages', folder);
    const { name, version } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'));
    await succeed('npm', ['pack', '--pack-destination', destination], cwd);
    tarballs[name] = join(destination, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  }
  return tarballs;
}

async function succeed(program, args, cwd) {
  const { code, output } = await runProgram(program, args, { cwd });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
}
