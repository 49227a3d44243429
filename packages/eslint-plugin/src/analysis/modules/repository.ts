import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders without sources of the running program: built code, reports, and what tests put in its place. */
const SKIPPED = new Set([
  ...['node_modules', 'dist', 'build', 'out', 'coverage', 'vendor', 'migrations'],
  ...['test', 'tests', '__tests__', '__mocks__', 'mocks', 'fixtures', 'e2e', 'stories'],
]);

const READ = /\.(?:[cm]?[jt]sx?|gql|graphqls?)$/;
const NOT_RUNNING = /\.(?:d|test|spec|stories|mock)\.[cm]?[jt]sx?$/;

/** More files than this are not looked through. */
const MAX_FILES = 30_000;

/** How long, in milliseconds, a list of files counts, and all that their texts said. */
const FRESH_MS = 60_000;

const MANIFESTS = ['package.json', 'deno.json', 'deno.jsonc'];

const roots = new Map<string, string | undefined>();

/** The outermost folder with a manifest around `dir`, within one repository; looked for once per process. */
export function repositoryOf(dir: string): string | undefined {
  if (roots.has(dir)) return roots.get(dir);
  const parent = dirname(dir);
  const isTop = parent === dir || existsSync(join(dir, '.git'));
  const outer = isTop ? undefined : repositoryOf(parent);
  const found = outer ?? (MANIFESTS.some((name) => existsSync(join(dir, name))) ? dir : undefined);
  roots.set(dir, found);
  return found;
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

/** The files below one folder, as they were listed last. */
export interface Repository {
  readonly root: string;
  /** Sources of the running program, and schema definitions, in the order of the folders. */
  readonly files: readonly string[];
}

const knownRoots = new Map<string, { readonly repository: Repository; readonly atMs: number }>();

/** The files below `root`; listed once a minute at most. */
function repositoryAt(root: string): Repository {
  const now = performance.now();
  const known = knownRoots.get(root);
  if (known && now - known.atMs < FRESH_MS) return known.repository;
  const repository = { root, files: filesBelow(root, []) };
  knownRoots.set(root, { repository, atMs: now });
  return repository;
}

/** Keeps what `compute` says about the files below a folder, until they are listed again. */
export function perRepository<Answer extends object>(
  compute: (repository: Repository) => Answer,
): (root: string) => Answer {
  const known = new WeakMap<Repository, Answer>();
  return (root) => {
    const repository = repositoryAt(root);
    const answer = known.get(repository) ?? compute(repository);
    known.set(repository, answer);
    return answer;
  };
}
