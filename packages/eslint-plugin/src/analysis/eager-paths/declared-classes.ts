import type { ClassFacts } from '../facts/class-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { filesByName } from '../modules/files-by-text.js';
import type { ModuleStore } from '../modules/module-store.js';
import { isSource } from '../modules/source-file.js';

/** The files of a repository by the names of the classes that they declare under a decorator, by their text alone. */
const declaringAround = filesByName(
  isSource,
  (text) =>
    new Set(text.includes('@') ? Array.from(text.matchAll(/\bclass\s+([\w$]+)/g), ([, name = '']) => name) : []),
);

/** The class called `name` of the repository of `from` that `isMeant` says yes to; undefined where there is none, or several. */
export function classCalled(
  name: string,
  from: ModuleFacts,
  store: ModuleStore,
  isMeant: (cls: ClassFacts) => boolean,
): ClassFacts | undefined {
  const own = from.classes.filter((cls) => cls.name === name && isMeant(cls));
  const files = own.length === 0 ? (declaringAround(from.file)?.get(name) ?? []) : [];
  const others = files.flatMap((file) => store.get(file)?.classes.filter((cls) => cls.name === name) ?? []);
  const [found, another] = [...own, ...others.filter(isMeant)];
  return another ? undefined : found;
}
