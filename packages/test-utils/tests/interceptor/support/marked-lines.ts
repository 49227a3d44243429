import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Query } from '../../../src/recording/query.js';

/**
 * Answers where in a test file a marker stands: a line of code that ends with `// <marker>`.
 *
 * @returns A function from marker to `file:line`.
 */
export function markedLines(file: string): (marker: string) => string {
  const lines = readFileSync(file, 'utf8').split('\n');
  return (marker) => {
    const found = lines.flatMap((text, index) => (text.endsWith(`// ${marker}`) ? [index + 1] : []));
    if (found.length !== 1) throw new Error(`${found.length} lines of ${file} end with "// ${marker}".`);
    return `${basename(file)}:${String(found[0])}`;
  };
}

/** Answers the call sites of queries as `file:line`. */
export function sitesOf(queries: readonly Query[]): (string | undefined)[] {
  return queries.map(({ callSite }) => callSite && `${basename(callSite.file)}:${callSite.line}`);
}

/** Answers the texts of queries. */
export function textsOf(queries: readonly Query[]): string[] {
  return queries.map(({ sql }) => sql);
}
