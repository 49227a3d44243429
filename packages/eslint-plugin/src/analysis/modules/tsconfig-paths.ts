import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What of a tsconfig decides where a specifier leads. */
export interface TsconfigPaths {
  /** Folder against which bare specifiers are tried first. */
  readonly baseUrl: string | undefined;
  /** Patterns with at most one `*`, each with absolute targets. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

interface Literal {
  type: string;
  value?: unknown;
  elements?: (Literal | null)[];
  properties?: { type: string; key: { value?: string | number; name?: string }; value: Literal }[];
}

/** JSON with comments and trailing commas is an expression of TypeScript: its parser reads it. */
function toValue(node: Literal | null | undefined): unknown {
  if (node?.type === 'ArrayExpression') return (node.elements ?? []).map(toValue);
  if (node?.type === 'ObjectExpression')
    return Object.fromEntries(
      (node.properties ?? []).flatMap(({ type, key, value }) =>
        type === 'Property' ? [[String(key.value ?? key.name), toValue(value)]] : [],
      ),
    );
  return node?.value;
}

function readJsonc(file: string): Record<string, unknown> | undefined {
  try {
    const { program } = parseSync('tsconfig.ts', `(${readFileSync(file, 'utf8').replace(/^\uFEFF/, '')}\n)`, {
      preserveParens: false,
    });
    const [statement] = program.body;
    const value = statement?.type === 'ExpressionStatement' ? toValue(statement.expression as Literal) : undefined;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function readPaths(file: string, seen: Set<string>): TsconfigPaths {
  const none: TsconfigPaths = { baseUrl: undefined, paths: [] };
  if (seen.has(file)) return none;
  seen.add(file);
  const json = readJsonc(file);
  if (!json) return none;
  const dir = dirname(file);
  const inherited = [json['extends']]
    .flat()
    .filter((parent): parent is string => typeof parent === 'string' && (parent.startsWith('.') || isAbsolute(parent)))
    .map((parent) => [resolve(dir, parent), resolve(dir, `${parent}.json`)].find((candidate) => existsSync(candidate)))
    .reduce<TsconfigPaths>((found, parent) => (parent === undefined ? found : readPaths(parent, seen)), none);
  const options = (json['compilerOptions'] ?? {}) as { baseUrl?: unknown; paths?: unknown };
  const baseUrl = typeof options.baseUrl === 'string' ? resolve(dir, options.baseUrl) : inherited.baseUrl;
  if (typeof options.paths !== 'object' || options.paths === null) return { baseUrl, paths: inherited.paths };
  const paths = Object.entries(options.paths).map(([pattern, targets]) => ({
    pattern,
    targets: (Array.isArray(targets) ? targets : [])
      .filter((target) => typeof target === 'string')
      .map((target) => resolve(baseUrl ?? dir, target)),
  }));
  return { baseUrl, paths };
}

const byDir = new Map<string, TsconfigPaths | undefined>();

/**
 * Reads the path aliases of the nearest tsconfig.json or jsconfig.json, past an `extends` that leads nowhere: a resolver
 * that insists on it resolves nothing at all in a project whose packages are not installed.
 */
export function tsconfigPathsFor(dir: string): TsconfigPaths | undefined {
  if (byDir.has(dir)) return byDir.get(dir);
  const file = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json']
    .map((name) => join(dir, name))
    .find((candidate) => existsSync(candidate));
  const own = file === undefined ? undefined : readPaths(file, new Set());
  const hasOwn = own && (own.baseUrl !== undefined || own.paths.length > 0);
  const found = hasOwn ? own : dirname(dir) === dir ? undefined : tsconfigPathsFor(dirname(dir));
  byDir.set(dir, found);
  return found;
}

/** Lists the absolute paths, without extension, that `specifier` may mean. */
export function aliasTargets(specifier: string, { baseUrl, paths }: TsconfigPaths): string[] {
  const matched = paths.flatMap(({ pattern, targets }) => {
    const [before = '', after] = pattern.split('*');
    if (after === undefined) return pattern === specifier ? targets : [];
    if (!specifier.startsWith(before) || !specifier.endsWith(after)) return [];
    const middle = specifier.slice(before.length, specifier.length - after.length);
    return targets.map((target) => target.replace('*', () => middle));
  });
  return baseUrl === undefined ? matched : [...matched, join(baseUrl, specifier)];
}
