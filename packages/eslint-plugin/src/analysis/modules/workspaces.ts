import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PackageManifest {
  readonly dir: string;
  readonly name: string | undefined;
  readonly main: string | undefined;
  readonly exports: unknown;
  /** Names of all packages that it depends on, in whatever way. */
  readonly dependencies: ReadonlySet<string>;
  /** Patterns of the folders that hold workspace packages. */
  readonly workspaces: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The `packages:` list of a pnpm-workspace.yaml, which is flat in every file seen. */
function pnpmWorkspaces(dir: string): string[] {
  const file = join(dir, 'pnpm-workspace.yaml');
  if (!existsSync(file)) return [];
  const list =
    /^packages:\s*\n((?:[ \t]*(?:-.*|#.*)?\n?)*)/m.exec(readFileSync(file, 'utf8').replaceAll('\r', ''))?.[1] ?? '';
  return [...list.matchAll(/^[ \t]*-[ \t]*['"]?([^'"#\n]+?)['"]?[ \t]*(?:#.*)?$/gm)].map((match) => match[1] ?? '');
}

const manifests = new Map<string, PackageManifest | undefined>();

/** What `dir`'s package.json says; undefined where there is none that can be read. Read once per process. */
export function readManifest(dir: string): PackageManifest | undefined {
  if (manifests.has(dir)) return manifests.get(dir);
  const manifest = manifestIn(dir);
  manifests.set(dir, manifest);
  return manifest;
}

function manifestIn(dir: string): PackageManifest | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    if (!isRecord(json)) return undefined;
    const groups = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].map(
      (key) => json[key],
    );
    const { workspaces } = json;
    return {
      dir,
      name: textOf(json['name']),
      main: textOf(json['source']) ?? textOf(json['main']),
      exports: json['exports'],
      dependencies: new Set(groups.flatMap((group) => (isRecord(group) ? Object.keys(group) : []))),
      workspaces: [...listOf(isRecord(workspaces) ? workspaces['packages'] : workspaces), ...pnpmWorkspaces(dir)],
    };
  } catch {
    return undefined;
  }
}

function foldersIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map((entry) => join(dir, entry.name));
  } catch {
    return [];
  }
}

/** Folders that a workspace pattern means: `*` is one level, `**` up to three. */
function expand(root: string, pattern: string): string[] {
  if (pattern.startsWith('!')) return [];
  return pattern
    .replace(/^\.\//, '')
    .split('/')
    .filter((part) => part !== '')
    .reduce<string[]>(
      (dirs, part) => {
        if (part === '**') {
          const first = dirs.flatMap(foldersIn);
          const second = first.flatMap(foldersIn);
          return [...dirs, ...first, ...second];
        }
        if (!part.includes('*')) return dirs.map((dir) => join(dir, part));
        const name = new RegExp(
          `^${part
            .split('*')
            .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}$`,
        );
        return dirs.flatMap(foldersIn).filter((dir) => name.test(dir.slice(dirname(dir).length + 1)));
      },
      [root],
    );
}

/** Packages of one repository, by name. */
export type Workspaces = ReadonlyMap<string, PackageManifest>;

const NO_WORKSPACES: Workspaces = new Map();

const byDir = new Map<string, Workspaces>();

/** Finds the packages that live in the same repository as `dir`, the nearest ones first; read once per process. */
export function workspacesAround(dir: string): Workspaces {
  const known = byDir.get(dir);
  if (known) return known;
  const parent = dirname(dir);
  const isTop = parent === dir || existsSync(join(dir, '.git'));
  const around = isTop ? NO_WORKSPACES : workspacesAround(parent);
  const own = workspacesIn(dir);
  const found = own.length === 0 ? around : new Map([...around, ...own]);
  byDir.set(dir, found);
  return found;
}

function workspacesIn(dir: string): (readonly [string, PackageManifest])[] {
  return (readManifest(dir)?.workspaces ?? [])
    .flatMap((pattern) => expand(dir, pattern))
    .map(readManifest)
    .flatMap((member) => (member?.name === undefined ? [] : [[member.name, member] as const]));
}
