import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this example, with a slash at its end. */
export const root = join(__dirname, '../');

/**
 * Finds the line of a text, so that tests do not name line numbers.
 *
 * @param file - Relative to the example.
 * @returns `file:line`.
 * @throws Error where the text is not there exactly once.
 */
export function lineOf(file: string, text: string): string {
  const before = readFileSync(root + file, 'utf8').split(text);
  if (before.length !== 2) throw new Error(`${file} holds \`${text}\` ${before.length - 1} times.`);
  return `${file}:${before[0]?.split('\n').length ?? 0}`;
}
