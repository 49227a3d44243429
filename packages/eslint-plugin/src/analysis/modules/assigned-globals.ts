import { dirname } from 'node:path';
import { rawTextOf } from './raw-text.js';
import { perRepository, repositoryOf } from './repository.js';
import { isSource } from './source-file.js';

const GLOBAL = /\b(?:global|globalThis)\.([A-Za-z_$][\w$]*)\s*=(?![=>])/g;

/** Files by the name of a global, or of a member of one, `name.member`, that they assign. */
const assignersAt = perRepository(({ files }): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  const note = (name: string, file: string): void => {
    const known = found.get(name);
    if (!known) found.set(name, [file]);
    else if (known.at(-1) !== file) known.push(file);
  };
  const code = files.filter(isSource);
  for (const file of code) for (const [, name = ''] of rawTextOf(file).matchAll(GLOBAL)) note(name, file);
  if (found.size === 0) return found;
  const names = [...found.keys()].map((name) => name.replaceAll('$', String.raw`\$`)).join('|');
  const member = new RegExp(String.raw`(?<![\w$.])(?:(?:global|globalThis)\.)?((?:${names})\.[\w$]+)\s*=(?![=>])`, 'g');
  for (const file of code) for (const [, name = ''] of rawTextOf(file).matchAll(member)) note(name, file);
  return found;
});

/** The files of `from`'s repository that may assign the global `name`, or its member where that is named as well. */
export function filesThatAssign(name: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  return root === undefined ? [] : (assignersAt(root).get(name) ?? []);
}
