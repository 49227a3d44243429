import { filesByName } from './files-by-text.js';
import { parentsIn } from './heads-of-classes.js';

const NO_FILES: readonly string[] = [];

/** Files by the names of what their classes extend or implement, and of what their objects are declared to be. */
const heirsAround = filesByName((file) => /\.[cm]?tsx?$/.test(file), parentsIn);

/**
 * The files of `from`'s repository whose classes or objects may be what is called `name`, by their text alone.
 *
 * The repository is looked through only when an interface is in the way of a call.
 */
export function filesWithHeirs(name: string, from: string): readonly string[] {
  return heirsAround(from)?.get(name) ?? NO_FILES;
}
