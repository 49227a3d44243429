import { join } from 'node:path';
import { compileFunction } from 'node:vm';

/**
 * Runs source text as if it came from a file of an installed package.
 *
 * @returns What the text returns.
 */
export function asInstalledPackage(file: string, source: string): unknown {
  const filename = join(__dirname, 'node_modules', file);
  return (compileFunction(source, [], { filename }) as () => unknown)();
}
