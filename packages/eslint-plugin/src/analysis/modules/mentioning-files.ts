import { dirname } from 'node:path';
import { rawTextOf } from './raw-text.js';
import { type Repository, repositoryAt, repositoryOf } from './repository.js';

const known = new WeakMap<Repository, Map<string, readonly string[]>>();

/**
 * The files of `from`'s repository in whose text `word` stands, in the order of the folders.
 *
 * @param word - ASCII. All files are looked through once for each word.
 */
export function filesMentioning(word: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  if (root === undefined) return [];
  const repository = repositoryAt(root);
  const answers = known.get(repository) ?? new Map<string, readonly string[]>();
  known.set(repository, answers);
  const files = answers.get(word) ?? repository.files.filter((file) => rawTextOf(file).includes(word));
  answers.set(word, files);
  return files;
}
