import { dirname } from 'node:path';
import { rawTextOf } from './raw-text.js';
import { perRepository, repositoryOf } from './repository.js';

const NO_FILES: readonly string[] = [];

/** Files by the words that were looked for in their texts. */
const mentionedBelow = perRepository(({ files }) => {
  const known = new Map<string, readonly string[]>();
  return (word: string): readonly string[] => {
    const mentioning = known.get(word) ?? files.filter((file) => rawTextOf(file).includes(word));
    known.set(word, mentioning);
    return mentioning;
  };
});

/**
 * The files of `from`'s repository in whose text `word` stands, in the order of the folders.
 *
 * @param word - ASCII. All files are looked through once for each word.
 */
export function filesMentioning(word: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  return root === undefined ? NO_FILES : mentionedBelow(root)(word);
}
