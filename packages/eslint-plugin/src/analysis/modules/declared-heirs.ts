import { dirname } from 'node:path';
import { repositoryAt, repositoryOf } from './repository.js';

/**
 * The files of `from`'s repository whose classes or objects may be what is called `name`, by their text alone.
 *
 * The repository is looked through only when an interface is in the way of a call.
 */
export function filesWithHeirs(name: string, from: string): readonly string[] {
  const root = repositoryOf(dirname(from));
  return root === undefined ? [] : (repositoryAt(root).heirs.get(name) ?? []);
}
