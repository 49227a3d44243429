import { dirname } from 'node:path';
import { listUnder } from '../facts/list-under.js';
import { parentsIn } from './heads-of-classes.js';
import { rawTextOf } from './raw-text.js';
import { perRepository, repositoryOf } from './repository.js';

const TYPESCRIPT = /\.[cm]?tsx?$/;

const NO_FILES: readonly string[] = [];

/** Files by the names of what their classes extend or implement, and of what their objects are declared to be. */
const heirsBelow = perRepository(({ files }) => {
  const heirs = new Map<string, string[]>();
  for (const file of files) {
    if (!TYPESCRIPT.test(file)) continue;
    for (const name of parentsIn(rawTextOf(file))) listUnder(heirs, name, file);
  }
  return heirs;
});

/**
 * The files of `from`'s repository whose classes or objects may be what is called `name`, by their text alone.
 *
 * The repository is looked through only when an interface is in the way of a call.
 */
export function filesWithHeirs(name: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  return root === undefined ? NO_FILES : (heirsBelow(root).get(name) ?? NO_FILES);
}
