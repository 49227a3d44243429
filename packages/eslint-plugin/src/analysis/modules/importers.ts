import { basename, dirname } from 'node:path';
import { rawTextOf } from './raw-text.js';
import { type Repository, repositoryAt, repositoryOf } from './repository.js';

/** The last part of a specifier, its extension apart: `user` of `'../models/user.js'`. */
const SPECIFIER =
  /(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*\(?\s*)['"](?:[^'"\n]*\/)?([^'"/\n]*?)(?:\.[cm]?[jt]sx?)?['"]/g;
const EXTENSION = /\.[cm]?[jt]sx?$/;

const known = new WeakMap<Repository, ReadonlyMap<string, readonly string[]>>();

function lookThrough({ files }: Repository): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const names = new Set(Array.from(rawTextOf(file).matchAll(SPECIFIER), ([, name = '']) => name));
    for (const name of names) {
      const importers = byName.get(name);
      if (importers) importers.push(file);
      else byName.set(name, [file]);
    }
  }
  return byName;
}

/**
 * The files of the repository that may import `file`, by the last part of what they import.
 *
 * @returns undefined where the repository is not known.
 */
export function mayImport(file: string): readonly string[] | undefined {
  const root = repositoryOf(dirname(file));
  if (root === undefined) return undefined;
  const repository = repositoryAt(root);
  const byName = known.get(repository) ?? lookThrough(repository);
  known.set(repository, byName);
  const name = basename(file).replace(EXTENSION, '');
  if (name !== 'index') return byName.get(name) ?? [];
  // `'./models'`, `'./models/'`, `'.'` and `'..'` lead to an index, too.
  const names = [name, basename(dirname(file)), '', '.', '..'];
  return [...new Set(names.flatMap((alias) => byName.get(alias) ?? []))];
}
