import type { FunctionPattern, QueryPattern, ReceiverPattern, UserFacts } from './analysis/user-facts.js';

/** What a project tells flatquery about its own code, under `settings.flatquery`. */
export interface FlatquerySettings {
  /** Functions or methods of your own or of a package that run a query. Defaults to none. */
  readonly queries?: readonly QueryPattern[];
  /** Functions or methods that batch or cache, so that calling them per element is fine. Defaults to none. */
  readonly batched?: readonly FunctionPattern[];
  /** Names of variables, parameters or members that hold an object of a library. Defaults to none. */
  readonly receivers?: readonly ReceiverPattern[];
  /**
   * Stands for the state of the project. It changes no finding: ESLint's `--cache` looks at every file anew when the
   * configuration is another one. Defaults to none: the cache keeps the findings of a file until that file changes.
   */
  readonly cacheKey?: string;
  /**
   * Keeps what was read of each file for the next process, under `node_modules/.cache/flatquery`, or in a folder
   * `flatquery` inside one of your own, relative to ESLint's working directory. It changes no finding. Defaults to `false`.
   */
  readonly cache?: boolean | string;
}

const LISTS = ['queries', 'batched', 'receivers'] as const;
const KEYS: readonly string[] = [...LISTS, 'cacheKey', 'cache'];

const REQUIRED = { queries: ['from'], batched: ['from'], receivers: ['name', 'package', 'class'] } as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCacheSetting = (value: unknown): value is boolean | string =>
  typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '');

/** What is wrong with `settings.flatquery`, one sentence each. */
export function settingsProblems(settings: unknown): readonly string[] {
  if (settings === undefined) return [];
  if (!isRecord(settings)) return ['`settings.flatquery` must be an object.'];
  const unknown = Object.keys(settings).filter((key) => !KEYS.includes(key));
  const problems = unknown.map(
    (key) =>
      `\`settings.flatquery.${key}\` is not a setting; there are ${KEYS.map((known) => `\`${known}\``).join(', ')}.`,
  );
  if (settings['cacheKey'] !== undefined && typeof settings['cacheKey'] !== 'string')
    problems.push('`settings.flatquery.cacheKey` must be a string.');
  if (settings['cache'] !== undefined && !isCacheSetting(settings['cache']))
    problems.push('`settings.flatquery.cache` must be true, false, or the path of a folder.');
  for (const key of LISTS) {
    const list = settings[key];
    if (list === undefined) continue;
    if (!Array.isArray(list)) problems.push(`\`settings.flatquery.${key}\` must be a list.`);
    else
      list.forEach((item: unknown, index) => {
        for (const name of REQUIRED[key]) {
          if (!isRecord(item) || typeof item[name] !== 'string')
            problems.push(`\`settings.flatquery.${key}[${index}].${name}\` must be a string.`);
        }
      });
  }
  return problems;
}

/** Reads `settings.flatquery`; what is wrong in it is left out and told by {@link settingsProblems}. */
export function readSettings(settings: unknown): UserFacts {
  const given = isRecord(settings) ? settings : {};
  const list = (key: (typeof LISTS)[number]): unknown[] => {
    const value = given[key];
    return Array.isArray(value)
      ? value.filter((item) => isRecord(item) && REQUIRED[key].every((name) => typeof item[name] === 'string'))
      : [];
  };
  return {
    queries: list('queries') as QueryPattern[],
    batched: list('batched') as FunctionPattern[],
    receivers: list('receivers') as ReceiverPattern[],
  };
}

/** The folder that `settings.flatquery` names for what is kept between runs, true for the usual one; undefined for none. */
export function cacheSetting(settings: unknown): string | true | undefined {
  const given = isRecord(settings) ? settings['cache'] : undefined;
  return isCacheSetting(given) && given !== false ? given : undefined;
}
