import type { Observation } from '../recording/scaling/observation.js';
import { explainNoQuery } from '../report/explain-nothing-seen.js';
import { MissingEvidenceError } from './matcher-error.js';

/**
 * Guards an assertion that holds for an action that does nothing.
 *
 * @throws {@link MissingEvidenceError} Where no query was sent.
 */
export function ensureSomethingSent(matcher: string, observation: Observation<unknown>): void {
  if (observation.queries.length > 0) return;
  const none = matcher.startsWith('toHave') ? 'toHaveExecutedNoQueries' : 'toExecuteNoQueries';
  throw new MissingEvidenceError(
    `${matcher}() saw no query, and without one there is nothing to judge. ${explainNoQuery(observation)} ` +
      `If none is right, say so: \`${none}()\`.`,
  );
}
