import { basename, dirname } from 'node:path';
import { listUnder } from '../facts/list-under.js';
import { rawTextOf } from './raw-text.js';
import { perRepository, repositoryOf } from './repository.js';

/** The last part of a specifier, its extension apart: `user` of `'../models/user.js'`. */
const SPECIFIER =
  /(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*\(?\s*)['"](?:[^'"\n]*\/)?([^'"/\n]*?)(?:\.[cm]?[jt]sx?)?['"]/g;
const EXTENSION = /\.[cm]?[jt]sx?$/;

/** Files by the last parts of what they import. */
const importersAt = perRepository(({ files }): ReadonlyMap<string, readonly string[]> => {
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const names = new Set(Array.from(rawTextOf(file).matchAll(SPECIFIER), ([, name = '']) => name));
    for (const name of names) listUnder(byName, name, file);
  }
  return byName;
});

/**
 * The files of the repository that may import `file`, by the last part of what they import.
 *
 * @returns undefined where the repository is not known.
 */
export function mayImport(file: string): readonly string[] | undefined {
  const root = repositoryOf(dirname(file));
  if (root === undefined) return undefined;
  const byName = importersAt(root);
  const name = basename(file).replace(EXTENSION, '');
  if (name !== 'index') return byName.get(name) ?? [];
  // `'./models'`, `'./models/'`, `'.'` and `'..'` lead to an index, too.
  const names = [name, basename(dirname(file)), '', '.', '..'];
  return [...new Set(names.flatMap((alias) => byName.get(alias) ?? []))];
}
