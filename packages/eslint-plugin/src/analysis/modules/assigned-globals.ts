import { dirname } from 'node:path';
import { rawTextOf } from './raw-text.js';
import { type Repository, repositoryAt, repositoryOf } from './repository.js';

const GLOBAL = /\b(?:global|globalThis)\.([A-Za-z_$][\w$]*)\s*=(?![=>])/g;
const CODE = /\.[cm]?[jt]s$/;

/** Files by the name of a global, or of a member of one, `name.member`, that they assign. */
type Assigned = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<Repository, Assigned>();

function lookThrough({ files }: Repository): Assigned {
  const found = new Map<string, string[]>();
  const note = (name: string, file: string): void => {
    const known = found.get(name);
    if (!known) found.set(name, [file]);
    else if (known.at(-1) !== file) known.push(file);
  };
  const code = files.filter((file) => CODE.test(file));
  for (const file of code) for (const [, name = ''] of rawTextOf(file).matchAll(GLOBAL)) note(name, file);
  if (found.size === 0) return found;
  const names = [...found.keys()].map((name) => name.replaceAll('$', String.raw`\$`)).join('|');
  const member = new RegExp(String.raw`(?<![\w$.])(?:(?:global|globalThis)\.)?((?:${names})\.[\w$]+)\s*=(?![=>])`, 'g');
  for (const file of code) for (const [, name = ''] of rawTextOf(file).matchAll(member)) note(name, file);
  return found;
}

/** The files of `from`'s repository that may assign the global `name`, or its member where that is named as well. */
export function filesThatAssign(name: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  if (root === undefined) return [];
  const repository = repositoryAt(root);
  const assigned = known.get(repository) ?? lookThrough(repository);
  known.set(repository, assigned);
  return assigned.get(name) ?? [];
}
