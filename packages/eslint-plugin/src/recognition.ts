import { dirname } from 'node:path';
import { readManifest, workspacesAround } from './analysis/modules/workspaces.js';
import type { UserFacts } from './analysis/user-facts.js';
import { ormOfPackage, orms } from './orms/known-orms.js';

const asked = new Set<string>();

function manifestsAround(file: string) {
  const dirs: string[] = [];
  for (let dir = dirname(file); ; dir = dirname(dir)) {
    dirs.push(dir);
    if (dirname(dir) === dir) break;
  }
  return [...dirs.map(readManifest), ...workspacesAround(dirname(file)).values()].filter(
    (manifest) => manifest !== undefined,
  );
}

/**
 * Warns once per process and folder where no package of the project is one that flatquery knows: silence would look like a pass.
 */
export function warnIfNothingIsKnown(file: string, cwd: string, userFacts: UserFacts): void {
  if (asked.has(cwd)) return;
  asked.add(cwd);
  if (userFacts.queries.length > 0 || userFacts.receivers.length > 0) return;
  const manifests = manifestsAround(file);
  if (manifests.length === 0 || manifests.some(({ dependencies }) => [...dependencies].some(ormOfPackage))) return;
  process.emitWarning(
    `No package.json around ${file} depends on an ORM or driver that flatquery knows (${orms.map(({ name }) => name).join(', ')}), so it finds no queries. ` +
      'Name the functions that run queries in `settings.flatquery.queries`, or take flatquery out of this configuration.',
    { code: 'FLATQUERY_NOTHING_KNOWN', type: 'FlatqueryWarning' },
  );
}
