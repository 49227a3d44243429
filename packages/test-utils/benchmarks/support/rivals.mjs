import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const pg = createRequire(import.meta.url)('pg');

/**
 * How a block of queries is captured by another package: by its name, the entries that are needed, and what is done with what
 * they export together.
 */
const adapters = {
  qguard: {
    entries: ['.'],
    adapt: ({ install, uninstall, trackQueries }) => ({
      patch: async () => {
        await install({ pg });
        return uninstall;
      },
      capture: async (run) => (await trackQueries(run)).result,
    }),
  },
  nplusone: {
    entries: ['./pg', './test'],
    adapt: ({ instrumentPg, captureQueries }) => ({
      patch: () => instrumentPg(pg),
      capture: async (run) => {
        let time;
        await captureQueries(async () => {
          time = await run();
        });
        return time;
      },
    }),
  },
};

/**
 * Opens a package that does the like, from its own folder: it is no dependency of this repository.
 *
 * @param {string} directory Of the package, built.
 * @returns {Promise<import('./variants.mjs').Variant>}
 */
export async function openRival(directory) {
  const folder = resolve(process.env.INIT_CWD ?? '', directory);
  const { name, version, exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const adapter = adapters[name];
  if (adapter === undefined) {
    throw new Error(`No adapter for ${name}. There are: ${Object.keys(adapters).join(', ')}.`);
  }
  const modules = await Promise.all(
    adapter.entries.map((entry) => import(pathToFileURL(join(folder, exports[entry].import)).href)),
  );
  const { patch, capture } = adapter.adapt(Object.assign({}, ...modules));
  return {
    name: `${name} ${version}`,
    // As for our own patches: V8 optimises pg anew.
    block: 1_000,
    share: 0.1,
    start: () => () => undefined,
    around: async (run) => {
      const restore = await patch();
      await run();
      try {
        return await capture(run);
      } finally {
        restore();
      }
    },
  };
}
