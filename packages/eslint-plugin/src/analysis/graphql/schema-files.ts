import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GRAPHQL_PACKAGES } from '../../graphql/frameworks.js';
import { repositoryAt } from '../modules/repository.js';
import { readManifest, workspacesAround } from '../modules/workspaces.js';
import type { SchemaFile } from './schema-text.js';

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
  const isKnown = manifests.some(({ dependencies }) => [...dependencies].some((name) => GRAPHQL_PACKAGES.has(name)));
  const folder = isKnown ? (around.at(-1)?.dir ?? dir) : undefined;
  knownFolders.set(dir, folder);
  return folder;
}

/** The files below `folder` that hold a part of a schema, by their text. */
export function schemaFiles(folder: string): readonly SchemaFile[] {
  return repositoryAt(folder).schema.filter(({ file }) => !PUBLIC.test(file.slice(folder.length)));
}
