import { dirname } from 'node:path';
import { rawTextOf } from './raw-text.js';
import { perRepository, repositoryOf } from './repository.js';

const mentionsBelow = perRepository(({ files }) => ({ files, byWord: new Map<string, readonly string[]>() }));

/**
 * The files of `from`'s repository in whose text `word` stands, in the order of the folders.
 *
 * @param word - ASCII. All files are looked through once for each word.
 */
export function filesMentioning(word: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  if (root === undefined) return [];
  const { files, byWord } = mentionsBelow(root);
  const mentioning = byWord.get(word) ?? files.filter((file) => rawTextOf(file).includes(word));
  byWord.set(word, mentioning);
  return mentioning;
}
