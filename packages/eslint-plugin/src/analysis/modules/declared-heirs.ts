import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders without sources of the running program: built code, reports, and what tests put in its place. */
const SKIPPED = new Set([
  ...['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor', 'migrations'],
  ...['test', 'tests', '__tests__', '__mocks__', 'mocks', 'fixtures', 'e2e', 'stories'],
]);

const TYPESCRIPT = /\.[cm]?tsx?$/;
const NOT_RUNNING = /\.(?:d|test|spec|stories|mock)\.[cm]?[jt]sx?$/;

/** More files than this are not looked through. */
const MAX_FILES = 30_000;

/** How long, in milliseconds, what was seen in the files counts. */
const FRESH_MS = 60_000;

interface Seen {
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly atMs: number;
}

const seenBelow = new Map<string, Seen>();

const MANIFESTS = ['package.json', 'deno.json', 'deno.jsonc'];

/** The outermost folder with a manifest around `dir`, within one repository. */
export function repositoryOf(dir: string): string | undefined {
  let found: string | undefined;
  for (let at = dir; ; at = dirname(at)) {
    if (MANIFESTS.some((name) => existsSync(join(at, name)))) found = at;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return found;
  }
}

/** Adds the sources of the running program below `dir` whose names match to `files`. */
export function sourcesBelow(dir: string, files: string[], names: RegExp): string[] {
  let entries;
  try {
    entries = readdirSync(dir, { withFileTypes: true });
  } catch {
    return files;
  }
  for (const entry of entries) {
    if (files.length >= MAX_FILES) break;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith('.')) sourcesBelow(join(dir, entry.name), files, names);
    } else if (names.test(entry.name) && !NOT_RUNNING.test(entry.name)) files.push(join(dir, entry.name));
  }
  return files;
}

/** The text of `file`; empty where it cannot be read. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The names in the heads of classes, `class A extends B implements C, d.E<F>`, and the types of objects, `const a: B = {`. */
function parentsIn(text: string): string[] {
  const names: string[] = [];
  for (const [, name = ''] of text.matchAll(/\b(?:const|let) [\w$]+: (?:\w+\.)*([A-Z][\w$]*)(?:<[^={};]*>)? = \{/g))
    names.push(name);
  for (const [, head = ''] of text.matchAll(/\bclass\b[^{;]*?\b((?:extends|implements)\b[^{;]*)/g))
    for (const [name] of head.matchAll(/[A-Za-z_$][\w$]*/g)) names.push(name);
  return names;
}

function lookThrough(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of sourcesBelow(root, [], TYPESCRIPT)) {
    for (const name of new Set(parentsIn(textOf(file)))) {
      const files = found.get(name);
      if (files) files.push(file);
      else found.set(name, [file]);
    }
  }
  return found;
}

/**
 * The files of `from`'s repository whose classes or objects may be what is called `name`, by their text alone.
 *
 * Files are looked through once a minute at most, and only when an interface is in the way of a call.
 */
export function filesWithHeirs(name: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  if (root === undefined) return [];
  const now = performance.now();
  let seen = seenBelow.get(root);
  if (!seen || now - seen.atMs > FRESH_MS) {
    seen = { files: lookThrough(root), atMs: now };
    seenBelow.set(root, seen);
  }
  return seen.files.get(name) ?? [];
}
