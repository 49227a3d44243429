import { dirname } from 'node:path';
import { listUnder } from '../facts/list-under.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { ModuleStore } from './module-store.js';
import { rawTextOf } from './raw-text.js';
import { perRepository, repositoryOf } from './repository.js';
import { isSource } from './source-file.js';

const NO_FILES: readonly string[] = [];

const heldBelow = perRepository(({ files }) => ({
  sources: files.filter(isSource),
  byPattern: new Map<string, readonly string[]>(),
}));

/** Matches a call of one of `names`, which are ASCII. */
export const callOf = (names: readonly string[]): RegExp => new RegExp(`\\b(?:${names.join('|')})\\s*\\(`);

/**
 * The sources of `from`'s repository in whose text `pattern` is found, in the order of the folders.
 *
 * @param pattern - Of ASCII, without flags. All files are looked through once for each.
 * @returns The same list until the repository's files are listed again.
 */
export function filesHolding(pattern: RegExp, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  if (root === undefined) return NO_FILES;
  const { sources, byPattern } = heldBelow(root);
  const holding = byPattern.get(pattern.source) ?? sources.filter((file) => pattern.test(rawTextOf(file)));
  byPattern.set(pattern.source, holding);
  return holding;
}

/** The modules of some files, as long as no file has changed. */
interface Parsed {
  readonly modules: readonly ModuleFacts[];
  readonly generation: number;
}

const parsed = new WeakMap<readonly string[], WeakMap<ModuleStore, Parsed>>();

/**
 * The modules of `from`'s repository in whose text `pattern` is found.
 *
 * @returns The same list until a file that was read has changed, or the repository's files are listed again.
 */
export function modulesHolding(pattern: RegExp, from: string, store: ModuleStore): readonly ModuleFacts[] {
  const files = filesHolding(pattern, from);
  const ofStores = parsed.get(files) ?? new WeakMap<ModuleStore, Parsed>();
  parsed.set(files, ofStores);
  const known = ofStores.get(store);
  if (known?.generation === store.generation) return known.modules;
  const modules = files.flatMap((file) => store.get(file) ?? []);
  ofStores.set(store, { modules, generation: store.generation });
  return modules;
}

/**
 * Has the files of repositories looked up by names that stand in their texts: each text is read once.
 *
 * @param isMeant - Whether a file's text is looked at, by its name.
 * @param namesIn - The names under which a text puts its file.
 * @returns The files of the repository around a file; undefined where it lies in none.
 */
export function filesByName(
  isMeant: (file: string) => boolean,
  namesIn: (text: string) => ReadonlySet<string>,
): (from: string) => ReadonlyMap<string, readonly string[]> | undefined {
  const below = perRepository(({ files }): ReadonlyMap<string, readonly string[]> => {
    const byName = new Map<string, string[]>();
    for (const file of files)
      if (isMeant(file)) for (const name of namesIn(rawTextOf(file))) listUnder(byName, name, file);
    return byName;
  });
  return (from) => {
    const root = repositoryOf(dirname(from));
    return root === undefined ? undefined : below(root);
  };
}
