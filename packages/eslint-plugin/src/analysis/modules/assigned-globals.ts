import { filesByName } from './files-by-text.js';
import { isSource } from './source-file.js';

const GLOBAL = /\b(?:global|globalThis)\.([A-Za-z_$][\w$]*)\s*=(?![=>])/g;

/** A member, and then the name that it is assigned to, which may be a global: `app.db =`, `global.app.db =`. What is rare is looked for first. */
const MEMBER = /\.(?=([\w$]+)\s*=(?![=>]))(?<=(?<![\w$.])(?:(?:global|globalThis)\.)?([\w$]+)\.)/g;

/** Names whose members nobody takes for those of a global that the project assigns. */
const OWN = new Set(['this', 'exports', 'module']);

function assignedIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(GLOBAL)) names.add(name);
  for (const [, member = '', name = ''] of text.matchAll(MEMBER)) if (!OWN.has(name)) names.add(`${name}.${member}`);
  return names;
}

/** Files by the names, and by the members of names, `name.member`, that they assign as those of a global are. */
const assignersAround = filesByName(isSource, assignedIn);

/** The files of `from`'s repository that may assign the global `name`. */
export function filesThatAssign(name: string, from: string): readonly string[] {
  return assignersAround(from)?.get(name) ?? [];
}

/** The files of `from`'s repository that may assign `member` of the global `name`, which code of it assigns, too. */
export function filesThatAssignMember(name: string, member: string, from: string): readonly string[] {
  const assigners = assignersAround(from);
  return assigners?.has(name) ? (assigners.get(`${name}.${member}`) ?? []) : [];
}
