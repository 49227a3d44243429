import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GRAPHQL_PACKAGES } from '../../graphql/frameworks.js';
import { rawTextOf } from '../modules/raw-text.js';
import { perRepository } from '../modules/repository.js';
import { readManifest, workspacesAround } from '../modules/workspaces.js';
import { type SchemaFile, lookForSchema } from './schema-text.js';

/** A folder of files that a server hands out as they are. */
const PUBLIC = /[\\/]public[\\/]/;

const knownFolders = new Map<string, string | undefined>();

/** The folder whose files make up the schema that code in `dir` belongs to; undefined where no package knows GraphQL. */
export function schemaFolder(dir: string): string | undefined {
  if (knownFolders.has(dir)) return knownFolders.get(dir);
  const folders: string[] = [];
  for (let at = dir; ; at = dirname(at)) {
    folders.push(at);
    if (existsSync(join(at, '.git')) || dirname(at) === at) break;
  }
  const around = folders.map(readManifest).filter((manifest) => manifest !== undefined);
  const manifests = [...around, ...workspacesAround(dir).values()];
  const isKnown = manifests.some(({ dependencies }) => [...GRAPHQL_PACKAGES].some((name) => dependencies.has(name)));
  const folder = isKnown ? (around.at(-1)?.dir ?? dir) : undefined;
  knownFolders.set(dir, folder);
  return folder;
}

/** The files below a folder that hold a part of a schema, by their text. */
export const schemaFiles = perRepository(({ root, files }): readonly SchemaFile[] =>
  files.flatMap((file) => (PUBLIC.test(file.slice(root.length)) ? [] : (lookForSchema(file, rawTextOf(file)) ?? []))),
);
