import { dirname } from 'node:path';
import type { ClassFacts } from '../facts/class-facts.js';
import { listUnder } from '../facts/list-under.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { ModuleStore } from '../modules/module-store.js';
import { rawTextOf } from '../modules/raw-text.js';
import { perRepository, repositoryOf } from '../modules/repository.js';
import { isSource } from '../modules/source-file.js';

/** The files of a repository by the names of the classes that they declare under a decorator, by their text alone. */
const filesByClass = perRepository(({ files }) => {
  const declaring = new Map<string, string[]>();
  for (const file of files) {
    const text = isSource(file) ? rawTextOf(file) : '';
    if (!text.includes('@')) continue;
    for (const [, name = ''] of text.matchAll(/\bclass\s+([\w$]+)/g)) listUnder(declaring, name, file);
  }
  return declaring;
});

/** The class called `name` of the repository of `from` that `isMeant` says yes to; undefined where there is none, or several. */
export function classCalled(
  name: string,
  from: ModuleFacts,
  store: ModuleStore,
  isMeant: (cls: ClassFacts) => boolean,
): ClassFacts | undefined {
  const own = from.classes.filter((cls) => cls.name === name && isMeant(cls));
  const root = own.length === 0 ? repositoryOf(dirname(from.file)) : undefined;
  const files = root === undefined ? [] : (filesByClass(root).get(name) ?? []);
  const others = files.flatMap((file) => store.get(file)?.classes.filter((cls) => cls.name === name) ?? []);
  const [found, another] = [...own, ...others.filter(isMeant)];
  return another ? undefined : found;
}
