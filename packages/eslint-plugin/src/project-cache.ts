import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FactsCache } from './analysis/modules/cache/facts-cache.js';
import { debug } from './debug.js';
import { version } from './manifest.js';
import { cacheSetting } from './settings.js';

/** The nearest project at or above `dir` that has packages installed: in a monorepo that may be its root. */
function installedProject(dir: string): string | undefined {
  if (['package.json', 'node_modules'].every((name) => existsSync(join(dir, name)))) return dir;
  return dirname(dir) === dir ? undefined : installedProject(dirname(dir));
}

interface Place {
  readonly root: string;
  readonly folder: string;
}

function placeFor(setting: string | true, cwd: string): Place | undefined {
  // A folder of its own: the one that is named may hold other things.
  if (setting !== true) return { root: cwd, folder: join(resolve(cwd, setting), 'flatquery') };
  const root = installedProject(cwd);
  if (root !== undefined) return { root, folder: join(root, 'node_modules/.cache/flatquery') };
  process.emitWarning(
    `\`settings.flatquery.cache\` is true, but neither ${cwd} nor a folder around it has a package.json and node_modules, ` +
      'where the cache would be kept, so there is none. Name a folder of your own instead.',
    { code: 'FLATQUERY_SETTINGS', type: 'FlatqueryWarning' },
  );
  return undefined;
}

function cacheAt({ root, folder }: Place): FactsCache {
  const tell = (problem: string): void => {
    debug(() => `cache in ${folder}: ${problem}`);
  };
  return new FactsCache({ folder, root, version, tell });
}

const caches = new Map<string, FactsCache | undefined>();

/** Where `settings.flatquery` wants facts to be kept between runs; undefined for nowhere. */
export function cacheFor(settings: unknown, cwd: string): FactsCache | undefined {
  const setting = cacheSetting(settings);
  if (setting === undefined) return undefined;
  const key = JSON.stringify([setting, cwd]);
  if (caches.has(key)) return caches.get(key);
  const place = placeFor(setting, cwd);
  const cache = place && cacheAt(place);
  caches.set(key, cache);
  return cache;
}
