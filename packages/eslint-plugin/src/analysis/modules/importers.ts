import { basename, dirname } from 'node:path';
import { filesByName } from './files-by-text.js';

/** The last part of a specifier, its extension apart: `user` of `'../models/user.js'`. */
const SPECIFIER =
  /(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*\(?\s*)['"](?:[^'"\n]*\/)?([^'"/\n]*?)(?:\.[cm]?[jt]sx?)?['"]/g;
const EXTENSION = /\.[cm]?[jt]sx?$/;

/** Files by the last parts of what they import. */
const importersAround = filesByName(
  () => true,
  (text) => new Set(Array.from(text.matchAll(SPECIFIER), ([, name = '']) => name)),
);

/**
 * The files of the repository that may import `file`, by the last part of what they import.
 *
 * @returns undefined where the repository is not known.
 */
export function mayImport(file: string): readonly string[] | undefined {
  const byName = importersAround(file);
  if (!byName) return undefined;
  const name = basename(file).replace(EXTENSION, '');
  if (name !== 'index') return byName.get(name) ?? [];
  // `'./models'`, `'./models/'`, `'.'` and `'..'` lead to an index, too.
  const names = [name, basename(dirname(file)), '', '.', '..'];
  return [...new Set(names.flatMap((alias) => byName.get(alias) ?? []))];
}
