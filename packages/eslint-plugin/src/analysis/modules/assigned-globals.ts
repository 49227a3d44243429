import { filesByName } from './files-by-text.js';
import { isSource } from './source-file.js';

const GLOBAL = /\b(?:global|globalThis)\.([A-Za-z_$][\w$]*)\s*=(?![=>])/g;

/** A member of a name that may be a global: `app.db =`, `global.app.db =`. */
const MEMBER = /(?<![\w$.])(?:(?:global|globalThis)\.)?((?!(?:this|exports|module)\.)[\w$]+\.[\w$]+)\s*=(?![=>])/g;

/** Files by the names, and by the members of names, `name.member`, that they assign as those of a global are. */
const assignersAround = filesByName(
  isSource,
  (text) => new Set([...text.matchAll(GLOBAL), ...text.matchAll(MEMBER)].map(([, name = '']) => name)),
);

/** The files of `from`'s repository that may assign the global `name`. */
export function filesThatAssign(name: string, from: string): readonly string[] {
  return assignersAround(from)?.get(name) ?? [];
}

/** The files of `from`'s repository that may assign `member` of the global `name`, which code of it assigns, too. */
export function filesThatAssignMember(name: string, member: string, from: string): readonly string[] {
  const assigners = assignersAround(from);
  return assigners?.has(name) ? (assigners.get(`${name}.${member}`) ?? []) : [];
}
