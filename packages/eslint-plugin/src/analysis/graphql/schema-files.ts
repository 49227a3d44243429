import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GRAPHQL_PACKAGES, MAKES_SCHEMA } from '../../graphql/frameworks.js';
import { readManifest, workspacesAround } from '../modules/workspaces.js';
import { type SdlDefinition, readSdl, readTemplates } from './sdl.js';

/** Folders without parts of the running schema. */
const SKIPPED = new Set([
  ...['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor', 'migrations', 'public'],
  ...['test', 'tests', '__tests__', '__mocks__', 'mocks', 'fixtures', 'e2e', 'stories'],
]);

/** Code with markup belongs to a client. */
const SOURCE = /\.[cm]?[jt]s$/;
const NOT_RUNNING = /\.(?:d|test|spec|stories|mock)\.[cm]?[jt]sx?$/;
const SDL = /\.(?:gql|graphqls?)$/;

/** Files above this many bytes are generated or bundled. */
const MAX_BYTES = 1_000_000;

/** More files than this are not looked through. */
const MAX_FILES = 30_000;

/** How long, in milliseconds, what was seen in the files counts. */
const FRESH_MS = 60_000;

/** What the text of one file says about the schema. */
export interface SchemaFile {
  readonly file: string;
  /** Whether it is code that may hold a part of the schema. */
  readonly isSource: boolean;
  readonly definitions: readonly SdlDefinition[];
}

interface Known {
  readonly stamp: string;
  readonly found: SchemaFile | undefined;
}

const knownFiles = new Map<string, Known>();
const knownRoots = new Map<string, { readonly files: readonly SchemaFile[]; readonly atMs: number }>();

function filesBelow(dir: string, files: string[]): string[] {
  let entries;
  try {
    entries = readdirSync(dir, { withFileTypes: true });
  } catch {
    return files;
  }
  for (const entry of entries) {
    const { name } = entry;
    if (files.length >= MAX_FILES) break;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(name) && !name.startsWith('.')) filesBelow(join(dir, name), files);
    } else if (SDL.test(name) || (SOURCE.test(name) && !NOT_RUNNING.test(name))) files.push(join(dir, name));
  }
  return files;
}

function look(file: string): SchemaFile | undefined {
  try {
    const { mtimeMs, size } = statSync(file);
    const stamp = `${mtimeMs}:${size}`;
    const known = knownFiles.get(file);
    if (known?.stamp === stamp) return known.found;
    const found = size > MAX_BYTES ? undefined : read(file, readFileSync(file, 'utf8'));
    knownFiles.set(file, { stamp, found });
    return found;
  } catch {
    return undefined;
  }
}

function read(file: string, text: string): SchemaFile | undefined {
  if (SDL.test(file)) return { file, isSource: false, definitions: readSdl(text) };
  const definitions = text.includes('`') ? readTemplates(text) : [];
  return definitions.length > 0 || MAKES_SCHEMA.test(text) ? { file, isSource: true, definitions } : undefined;
}

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

/** The files below `folder` that hold a part of a schema, by their text; looked through once a minute at most. */
export function schemaFiles(folder: string): readonly SchemaFile[] {
  const now = performance.now();
  const known = knownRoots.get(folder);
  if (known && now - known.atMs < FRESH_MS) return known.files;
  const files = filesBelow(folder, [])
    .map(look)
    .filter((found) => found !== undefined);
  knownRoots.set(folder, { files, atMs: now });
  return files;
}
