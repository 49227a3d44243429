import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type SchemaFile, lookForSchema } from '../graphql/schema-text.js';
import { parentsIn } from './heads-of-classes.js';
import { rawTextOf } from './raw-text.js';

/** Folders without sources of the running program: built code, reports, and what tests put in its place. */
const SKIPPED = new Set([
  ...['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor', 'migrations'],
  ...['test', 'tests', '__tests__', '__mocks__', 'mocks', 'fixtures', 'e2e', 'stories'],
]);

const READ = /\.(?:[cm]?[jt]sx?|gql|graphqls?)$/;
const TYPESCRIPT = /\.[cm]?tsx?$/;
const NOT_RUNNING = /\.(?:d|test|spec|stories|mock)\.[cm]?[jt]sx?$/;

/** More files than this are not looked through. */
const MAX_FILES = 30_000;

/** How long, in milliseconds, what was seen in the files counts. */
const FRESH_MS = 60_000;

const MANIFESTS = ['package.json', 'deno.json', 'deno.jsonc'];

/** The outermost folder with a manifest around `dir`, within one repository. */
export function repositoryOf(dir: string): string | undefined {
  let found: string | undefined;
  for (let at = dir; ; at = dirname(at)) {
    if (MANIFESTS.some((name) => existsSync(join(at, name)))) found = at;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return found;
  }
}

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
    } else if (READ.test(name) && !NOT_RUNNING.test(name)) files.push(join(dir, name));
  }
  return files;
}

/** What the texts of the files below one folder say: each is read once for all who ask. */
export interface Repository {
  /** Sources of the running program, and schema definitions, in the order of the folders. */
  readonly files: readonly string[];
  /** Files by the names of what their classes extend or implement, and of what their objects are declared to be. */
  readonly heirs: ReadonlyMap<string, readonly string[]>;
  /** Files with a part of a GraphQL schema. */
  readonly schema: readonly SchemaFile[];
}

function lookThrough(root: string): Repository {
  const files = filesBelow(root, []);
  const heirs = new Map<string, string[]>();
  const schema: SchemaFile[] = [];
  for (const file of files) {
    const text = rawTextOf(file);
    const part = lookForSchema(file, text);
    if (part) schema.push(part);
    if (!TYPESCRIPT.test(file)) continue;
    for (const name of parentsIn(text)) {
      const known = heirs.get(name);
      if (known) known.push(file);
      else heirs.set(name, [file]);
    }
  }
  return { files, heirs, schema };
}

const knownRoots = new Map<string, { readonly repository: Repository; readonly atMs: number }>();

/** What the files below `root` say by their text alone; looked through once a minute at most. */
export function repositoryAt(root: string): Repository {
  const now = performance.now();
  const known = knownRoots.get(root);
  if (known && now - known.atMs < FRESH_MS) return known.repository;
  const repository = lookThrough(root);
  knownRoots.set(root, { repository, atMs: now });
  return repository;
}
