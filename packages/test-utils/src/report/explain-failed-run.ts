import type { FailedRun } from '../recording/scaling/scaling-run.js';
import { addNote, explainThrown } from './explain-thrown.js';

/**
 * Adds to what a function of the test threw which one it was and when.
 *
 * @returns The very same error where it can be added to, else an Error with it as cause.
 */
export function explainFailedRun({ during, error, queries }: FailedRun, matcher: string, where: string): Error {
  if (during === 'action') return explainThrown(error, matcher, queries, ` ${where}`);
  const when = during === 'items' ? 'for the result' : 'before the run';
  return addNote(error, `\`${during}\` of ${matcher}() threw this ${when} ${where}.`);
}
