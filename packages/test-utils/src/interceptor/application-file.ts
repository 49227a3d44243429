import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = resolve(__dirname, '..', '..');
const ownFolders = [join(packageFolder, 'src') + sep, join(packageFolder, 'dist') + sep];
const dependency = /[\\/]node_modules[\\/]/;

const known = new Map<string, boolean>();

/**
 * Answers whether a file of a stack frame belongs to the application: not to Node, an installed package or this one.
 *
 * @param file - Path or `file:` URL.
 */
export function isApplicationFile(file: string): boolean {
  let answer = known.get(file);
  if (answer === undefined) {
    answer = examine(file);
    known.set(file, answer);
  }
  return answer;
}

/** Answers the path of a file that a stack names by path or by `file:` URL. */
export function pathOfFrame(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}

function examine(file: string): boolean {
  if (file.startsWith('node:') || file.startsWith('<') || dependency.test(file)) return false;
  // Node's own modules in builds without the `node:` prefix have no folder.
  if (!/[\\/]/.test(file)) return false;
  const path = pathOfFrame(file);
  return !ownFolders.some((folder) => path.startsWith(folder));
}
