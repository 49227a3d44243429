import { stripVTControlCharacters } from 'node:util';

const statuses = ['passed', 'failed', 'skipped'];

/**
 * Counts the tests of a job by the line in which Vitest or Jest sums them up, the last one of the output.
 *
 * @param {string} output
 * @returns {{ passed: number, failed: number, skipped: number } | undefined} Undefined where there is no such line.
 */
export function countTests(output) {
  const line = stripVTControlCharacters(output)
    .match(/^\s*Tests:? .*\d (?:passed|failed|skipped)\b.*$/gm)
    ?.at(-1);
  if (line === undefined) return undefined;
  const counts = statuses.map((status) => [status, Number(new RegExp(`(\\d+) ${status}\\b`).exec(line)?.[1] ?? 0)]);
  return Object.fromEntries(counts);
}

/** Prints such counts: those that passed and failed always, those that were skipped where there are some. */
export function printCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
