import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const pg = createRequire(import.meta.url)('pg');

/** How the block of queries is captured by another package, by its name. */
const adapters = {
  qguard: ({ install, uninstall, trackQueries }) => ({
    start: async () => {
      await install({ pg });
      return uninstall;
    },
    around: async (run) => (await trackQueries(run)).result,
  }),
  'nplusone-js': nplusone,
  nplusone,
};

function nplusone({ instrumentPg, captureQueries }) {
  return {
    start: () => instrumentPg(pg),
    around: async (run) => {
      let time;
      await captureQueries(async () => {
        time = await run();
      });
      return time;
    },
  };
}

/**
 * Opens a package that does the like, from its own folder: it is no dependency of this repository.
 *
 * @param {string} directory Of the package, built.
 * @returns {Promise<import('./variants.mjs').Variant>}
 */
export async function openRival(directory) {
  const folder = resolve(process.env.INIT_CWD ?? '', directory);
  const { name, version, main, exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const adapter = adapters[name];
  if (adapter === undefined) {
    throw new Error(`No adapter for ${name}. There are: ${Object.keys(adapters).join(', ')}.`);
  }
  const entry = exports?.['.']?.import?.default ?? exports?.['.']?.import ?? exports?.['.']?.default ?? main;
  const module = await import(pathToFileURL(join(folder, entry)).href);
  return { name: `${name} ${version}`, block: 100, share: 0.25, ...adapter(module) };
}
