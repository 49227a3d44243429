import { isAbsolute, relative } from 'node:path';
import type { CallSite, CallSiteFallback } from '../recording/query.js';

/**
 * Prints a call site, with a path from the working directory where it is below it, or says that it is not known. A line
 * that stands in for one that could not be found is named as what it is.
 *
 * Not "at …": Vitest and Jest take such a line of a message for the first frame of the stack, and draw their code frame
 * there instead of in the test.
 */
export function printCallSite(callSite: CallSite | undefined): string {
  if (callSite === undefined) return 'call site unknown: no line of the application was on the stack';
  const place = printPlace(callSite);
  return callSite.fallback === undefined ? `in ${place}` : printFallback[callSite.fallback](place);
}

const printFallback: Readonly<Record<CallSiteFallback, (place: string) => string>> = {
  transaction: (place) => `in the transaction begun in ${place}`,
  connection: (place) => `on the connection taken in ${place}`,
  capture: (place) => `call site unknown: sent while the action of ${place} ran`,
};

function printPlace({ file, line, column, functionName }: CallSite): string {
  const place = `${relativePath(file)}:${line}:${column}`;
  return functionName === undefined ? place : `${ownName(functionName)} (${place})`;
}

/** Prints the name of a function: V8 writes `Object.list [as action]` for one that is called as a property. */
export function ownName(functionName: string): string {
  return functionName.replace(/ \[as [^\]]*\]$/, '').replace(/^Object\./, '');
}

/** Prints a path from the working directory where it is below it, with `/`. */
export function relativePath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
}
