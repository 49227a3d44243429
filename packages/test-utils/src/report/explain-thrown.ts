import type { Query } from '../recording/query.js';
import { printStatements } from './print-statements.js';
import { countQueries, indent } from './wording.js';

/**
 * Adds to an error of the action what had been counted before it was thrown.
 *
 * @param queries - Those that were counted.
 * @param where - In which run; empty, or with a blank in front.
 * @returns The very same error where it can be added to, else an Error with it as cause.
 */
export function explainThrown(thrown: unknown, matcher: string, queries: readonly Query[], where = ''): Error {
  const counted = countQueries(queries.length);
  const statements = queries.length === 0 ? '' : `:\n${indent(printStatements(queries), 2)}`;
  return addNote(thrown, `The action of ${matcher}() threw this${where}, after ${counted}${statements}`);
}

/**
 * Adds to an error where it comes from.
 *
 * @returns The very same error where it can be added to, else an Error with it as cause.
 */
export function addNote(thrown: unknown, note: string): Error {
  if (!(thrown instanceof Error)) return new Error(`${String(thrown)}\n\n${note}`, { cause: thrown });
  const { message, stack } = thrown;
  try {
    thrown.message = `${message}\n\n${note}`;
    if (stack !== undefined) thrown.stack = stack.replace(message, () => thrown.message);
  } catch {
    return new Error(`${message}\n\n${note}`, { cause: thrown });
  }
  return thrown;
}
