import { isAbsolute, relative } from 'node:path';
import type { CallSite } from '../recording/query.js';

/** Prints a call site like a line of a stack, with a path from the working directory where it is below it. */
export function printCallSite({ file, line, column, functionName }: CallSite): string {
  const place = `${relativePath(file)}:${line}:${column}`;
  return functionName === undefined ? `at ${place}` : `at ${functionName} (${place})`;
}

function relativePath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
}
