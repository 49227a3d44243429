import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { runNode } from './run-node.mjs';

/** A suite that can't be run, and what to do about it. */
export class SuiteError extends Error {
  name = 'SuiteError';
}

/**
 * @typedef {object} Suite
 * @property {string} folder That of the package `pg`, in which its tests run.
 * @property {string} version Of that package.
 * @property {readonly string[]} files Test files, relative to the folder, in order.
 */

/**
 * Finds the unit and integration tests of `pg` in a checkout of node-postgres.
 *
 * @param {string | undefined} directory Of the checkout.
 * @returns {Promise<Suite>}
 * @throws {SuiteError} When that is no checkout, or one whose dependencies are not installed or built.
 */
export async function openSuite(directory) {
  if (directory === undefined || directory === '') {
    throw new SuiteError('compliance needs a checkout of node-postgres. Pass `--suite DIR`.');
  }
  // npm runs scripts in the folder of the package, and says where it was called.
  const checkout = resolve(process.env.INIT_CWD ?? '', directory);
  const folder = join(checkout, 'packages', 'pg');
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  const { name, version } = manifest === undefined ? {} : JSON.parse(manifest);
  const files = name === 'pg' ? await testFiles(folder) : [];
  if (files.length === 0) {
    throw new SuiteError(
      `compliance found no tests of pg in ${checkout}: it expects packages/pg with its test folder. ` +
        'Pass the root of a checkout of https://github.com/brianc/node-postgres (packages from npm come without tests).',
    );
  }
  await ensurePrepared(folder, checkout);
  return { folder, version, files };
}

async function testFiles(folder) {
  const lists = await Promise.all(['unit', 'integration'].map((kind) => list(join(folder, 'test', kind))));
  return lists.flat().map((file) => relative(folder, file));
}

async function list(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('-tests.js'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function ensurePrepared(folder, checkout) {
  // What every test file loads: the driver, and the runner of the suite.
  const { code, output } = await runNode(['-e', "require('./lib'); require('./test/suite.js')"], { cwd: folder });
  if (code === 0) return;
  const why = /^(?:\w*Error.*)$/m.exec(output)?.[0] ?? output.trim();
  throw new SuiteError(
    `compliance can't load the tests of ${checkout}: ${why}. ` +
      'The checkout is not prepared: install its dependencies and build its packages in there (`yarn && yarn build`).',
  );
}
