import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { ormOfPackage } from '../../orms/known-orms.js';
import { isSource } from './source-file.js';
import { aliasTargets, tsconfigPathsFor } from './tsconfig-paths.js';
import { type PackageManifest, workspacesAround } from './workspaces.js';

/** What a specifier means: a source file of the project, or a package from outside. */
export type Resolution =
  { readonly kind: 'file'; readonly file: string } | { readonly kind: 'package'; readonly name: string };

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const BUILT = /^(?:\.\/)?(?:dist|build|lib|out|output|esm|cjs)\//;

const factory = new ResolverFactory({
  extensions: EXTENSIONS,
  extensionAlias: {
    '.js': ['.ts', '.tsx', '.js', '.jsx'],
    '.jsx': ['.tsx', '.jsx'],
    '.mjs': ['.mts', '.mjs'],
    '.cjs': ['.cts', '.cjs'],
  },
  conditionNames: ['source', 'import', 'require', 'node', 'default'],
  mainFields: ['source', 'module', 'main'],
});

/** The name of the package that a bare specifier starts with. */
export function packageNameOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

const NO_ENTRIES: ReadonlySet<string> = new Set();

/** Names of the entries of folders: one look at a folder answers for every file that may be in it. */
class Folders {
  readonly #entries = new Map<string, ReadonlySet<string>>();

  has(path: string): boolean {
    return this.#entriesOf(dirname(path)).has(basename(path));
  }

  #entriesOf(dir: string): ReadonlySet<string> {
    const known = this.#entries.get(dir);
    if (known) return known;
    // Most folders that are asked for are not there: a failed look at one costs more than one at a list.
    const around = this.#entries.get(dirname(dir));
    const isMissing = around !== undefined && around.size > 0 && !around.has(basename(dir));
    const entries: ReadonlySet<string> = isMissing ? NO_ENTRIES : new Set(namesIn(dir));
    this.#entries.set(dir, entries);
    return entries;
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** Finds the source file at `path`, whose extension or `/index` may be missing or be that of the built file. */
function sourceAt(path: string, folders: Folders): string | undefined {
  if (isSource(path) && !path.endsWith('.d.ts') && folders.has(path)) return path;
  const bare = path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const bases = [path, ...(bare === path ? [] : [bare]), ...(folders.has(path) ? [join(path, 'index')] : [])];
  for (const base of bases) {
    const extension = EXTENSIONS.find((candidate) => folders.has(base + candidate));
    if (extension !== undefined) return base + extension;
  }
  return undefined;
}

/** The files that an `exports` map may mean by `subpath`, conditions in their order. */
function exportTargets(exports: unknown, subpath: string): string[] {
  if (typeof exports === 'string') return subpath === '.' ? [exports] : [];
  if (typeof exports !== 'object' || exports === null) return [];
  const strings = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(strings)
        : [];
  const entries = Object.entries(exports);
  if (!entries.some(([key]) => key.startsWith('.'))) return subpath === '.' ? strings(exports) : [];
  return entries.flatMap(([pattern, value]) => {
    const [before = '', after] = pattern.split('*');
    if (after === undefined) return pattern === subpath ? strings(value) : [];
    if (!subpath.startsWith(before) || !subpath.endsWith(after)) return [];
    const middle = subpath.slice(before.length, subpath.length - after.length);
    return strings(value).map((target) => target.replace('*', () => middle));
  });
}

/** Finds the source of a package of the same repository, whose entry may name a file that is only there once it is built. */
function workspaceSource(
  { dir, main, exports }: PackageManifest,
  subpath: string,
  folders: Folders,
): string | undefined {
  const targets = [
    ...exportTargets(exports, subpath === '' ? '.' : `./${subpath}`),
    ...(subpath === '' ? [main ?? 'index'] : [subpath]),
  ];
  const places = targets.flatMap((target) => [
    target.replace(BUILT, 'src/'),
    target,
    target.replace(BUILT, ''),
    `src/${target}`,
  ]);
  return [...places, ...(subpath === '' ? ['src/index', 'index', 'src/main'] : [])]
    .map((place) => sourceAt(join(dir, place), folders))
    .find((file) => file !== undefined);
}

const isOutside = (file: string): boolean => file.includes(`${sep}node_modules${sep}`);

function viaAlias(dir: string, specifier: string, folders: Folders): string | undefined {
  const config = tsconfigPathsFor(dir);
  if (!config) return undefined;
  for (const target of aliasTargets(specifier, config)) {
    const file = sourceAt(target, folders);
    if (file !== undefined && !isOutside(file)) return file;
  }
  return undefined;
}

function viaResolver(dir: string, specifier: string): string | undefined {
  const { path } = factory.sync(dir, specifier);
  return path !== undefined && isSource(path) && existsSync(path) ? path : undefined;
}

function resolveBare(dir: string, specifier: string, folders: Folders): Resolution {
  const name = packageNameOf(specifier);
  const external: Resolution = { kind: 'package', name };
  if (ormOfPackage(name) || specifier.startsWith('node:')) return external;
  const member = workspacesAround(dir).get(name);
  const subpath = specifier.slice(name.length + 1);
  const file =
    (member && workspaceSource(member, subpath, folders)) ??
    viaAlias(dir, specifier, folders) ??
    (specifier.startsWith('#') ? viaResolver(dir, specifier) : undefined);
  return file === undefined ? external : { kind: 'file', file };
}

/** Finds out what specifiers mean, without a need for installed packages. */
export class Resolver {
  /** By folder, then by specifier: what both make is no name that is worth keeping. */
  readonly #known = new Map<string, Map<string, Resolution | undefined>>();
  readonly #folders = new Folders();

  /** What `specifier` means in `file`; undefined for a relative one that leads nowhere, or to something that is no source. */
  resolve(file: string, specifier: string): Resolution | undefined {
    const dir = dirname(file);
    const known = this.#known.get(dir) ?? new Map<string, Resolution | undefined>();
    this.#known.set(dir, known);
    if (known.has(specifier)) return known.get(specifier);
    const found =
      specifier.startsWith('.') || specifier.startsWith('/')
        ? this.#relative(dir, specifier)
        : resolveBare(dir, specifier, this.#folders);
    known.set(specifier, found);
    return found;
  }

  #relative(dir: string, specifier: string): Resolution | undefined {
    const file = sourceAt(join(dir, specifier), this.#folders) ?? viaResolver(dir, specifier);
    return file === undefined || isOutside(file) ? undefined : { kind: 'file', file };
  }
}
