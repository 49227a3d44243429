import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes what looks like a prepared checkout of node-postgres.
 *
 * @param {string} checkout
 * @param {Record<string, string>} files Texts by paths in packages/pg, beside those that every checkout has.
 */
export async function makeSuite(checkout, files) {
  const all = {
    'package.json': JSON.stringify({ name: 'pg', version: '8.0.0' }),
    'lib/index.js': '',
    'test/suite.js': '',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    const file = join(checkout, 'packages', 'pg', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
